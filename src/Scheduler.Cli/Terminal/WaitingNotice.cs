namespace RoutineScheduler.Cli.Terminal;

/// <summary>
/// Says once, on stderr, that the database has not answered yet: a file that another process has locked is waited for, half a minute or so,
/// and nobody should think meanwhile that the command hangs.
/// </summary>
internal sealed class WaitingNotice(Surroundings surroundings, Words words)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private int told;

    public async Task WhileAsync(Func<Task> call)
    {
        // On a thread of its own: the call may hold this one, since SQLite waits where it is asked.
        await using var timer = surroundings.Time.CreateTimer(_ => Tell(), null, Patience, Timeout.InfiniteTimeSpan);
        await call();
    }

    public async Task<T> WhileAsync<T>(Func<Task<T>> call)
    {
        var answer = default(T);
        await WhileAsync(async () => { answer = await call(); });
        return answer!;
    }

    private void Tell()
    {
        if (Interlocked.Exchange(ref told, 1) == 0)
        {
            surroundings.Error.WriteLine(words[
                "Still waiting for the database; another process may have it locked.",
                "Ainda esperando o banco; outro processo pode tê-lo bloqueado."]);
        }
    }
}
