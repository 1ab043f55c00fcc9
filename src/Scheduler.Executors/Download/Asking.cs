using Microsoft.Extensions.Logging;

namespace RoutineScheduler.Executors.Download;

/// <summary>An answer whose headers are there.</summary>
/// <param name="Shown">Its URL, as messages may show it.</param>
internal sealed record Answer(HttpResponseMessage Response, Uri Url, string Shown) : IDisposable
{
    public string? MediaType => Response.Content.Headers.ContentType?.MediaType;

    public void Dispose() => Response.Dispose();
}

/// <summary>Asks for one URL and follows its redirects, each of them judged like the first.</summary>
internal sealed class Asking(DownloadHttp http, DownloadFile file, Deadline deadline, ILogger log)
{
    /// <param name="shown">The URL as messages may show it.</param>
    /// <returns>The last answer, whatever its status.</returns>
    public async Task<Answer> AskAsync(Uri url, string shown)
    {
        var visited = new List<Uri> { url };
        while (true)
        {
            Refuse(http.Guard.ProblemOf(visited[^1]));
            using var request = RequestHeaders.Ask(visited[^1], file, http.Options.UserAgent);
            var response = await http.SendAsync(request, deadline.Token);
            deadline.Heard();
            log.Answered(shown, (int)response.StatusCode);

            switch (Redirect.Decide(response.StatusCode, response.Headers.Location, visited, http.Options.MaxRedirects))
            {
                case Redirect.Follow follow:
                    response.Dispose();
                    visited.Add(follow.To);
                    shown = ShownUrl.OfTheirs(follow.To);
                    break;
                case Redirect.Refuse refuse:
                    response.Dispose();
                    throw new DownloadEndsException(refuse.Outcome, shown);
                default:
                    return new Answer(response, visited[^1], shown);
            }
        }
    }

    private static void Refuse(string? problem)
    {
        if (problem is not null)
        {
            throw DownloadEndsException.Permanent(problem);
        }
    }
}
