using System.Net;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Download;

/// <summary>Where an answer sends us, if anywhere.</summary>
internal abstract record Redirect
{
    private Redirect()
    {
    }

    /// <summary>The answer is the last one.</summary>
    public sealed record None : Redirect;

    public sealed record Follow(Uri To) : Redirect;

    public sealed record Refuse(AttemptOutcome Outcome) : Redirect;

    /// <param name="visited">Every URL asked so far, the answering one last. Without cookies the same URL again would answer the same.</param>
    public static Redirect Decide(HttpStatusCode status, Uri? location, IReadOnlyList<Uri> visited, int atMost)
    {
        if (status is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
        {
            return new None();
        }

        var from = ShownUrl.OfTheirs(visited[^1]);
        if (location is null || !Uri.TryCreate(visited[^1], location, out var to))
        {
            return new Refuse(AttemptOutcome.Transient($"{from} answered {(int)status} without saying where to go (no Location that is a URL)."));
        }

        var shown = ShownUrl.OfTheirs(to);
        return to switch
        {
            _ when to.Scheme != Uri.UriSchemeHttp && to.Scheme != Uri.UriSchemeHttps =>
                new Refuse(AttemptOutcome.Permanent($"{from} redirects to {shown}; only http and https are followed.")),
            _ when to.Scheme == Uri.UriSchemeHttp && visited[^1].Scheme == Uri.UriSchemeHttps =>
                new Refuse(
                    AttemptOutcome.Permanent($"{from} redirects from https to {shown}, which is not encrypted; only https is followed from there.")),
            _ when visited.Any(url => SamePage(url, to)) =>
                new Refuse(AttemptOutcome.Transient($"{from} redirects in a circle, back to {shown}.")),
            _ when visited.Count > atMost =>
                new Refuse(AttemptOutcome.Transient($"{from} redirects to {shown} after {atMost} redirects, as many as are followed.")),
            _ => new Follow(to),
        };
    }

    private static bool SamePage(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.HttpRequestUrl, UriFormat.UriEscaped, StringComparison.Ordinal) == 0;
}
