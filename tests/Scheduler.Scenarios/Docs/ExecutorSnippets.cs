using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>The code of docs/writing-an-executor.md, line for line. <see cref="ExecutorGuideTests"/> runs it.</summary>
internal static class ExecutorSnippets
{
    public static void Define(IRoutineSchedulerBuilder scheduler, QuotaTable quotas)
    {
        scheduler
            .AddExecutor<QuotaLoader, QuotaLoad>(QuotaLoad.Name)
            .AddRoutine("load-quotas", r => r.On("business-days(anbima)").At("0 9 * * *")
                .Executes(QuotaLoad.Name, new QuotaLoad { File = "quotas_{orderDate-1bd:yyyyMMdd}.csv" }));

        scheduler
            .AddExecutor(Recalculation.Name, (Recalculation what, IRunContext run, IPortfolio portfolio, CancellationToken cancel) =>
                portfolio.RecalculateAsync(what.Fund, run.OrderDate, cancel))
            .AddRoutine("recalculate", r => r.On("business-days(anbima)").At("30 9 * * *").After("load-quotas")
                .Executes(Recalculation.Name, new Recalculation { Fund = "FIA Sabiá" }));

        scheduler.AddRoutine("heartbeat", r => r
            .Every(Duration.FromMinutes(15)).Between("09:00", "18:00")
            .Executes(async (run, cancel) => await PingAsync(cancel)));

        scheduler.AddRoutine("publish", r => r.On("business-days(anbima)").At("0 10 * * *").After("load-quotas")
            .Executes(async (IRunContext run, QuotaTable table, CancellationToken cancel) =>
            {
                var loaded = run.ResultOf<LoadedQuotas>("load-quotas");
                await table.PublishAsync(loaded.Day, run.Token, cancel);
                return AttemptOutcome.Succeeded();
            }));

        scheduler.AddRoutine("slow", r => r
            .At("0 11 * * *")
            .TimeOut(Duration.FromMinutes(30), grace: Duration.FromSeconds(20))
            .Executes((run, cancel) => CrunchAsync(run, cancel)));

        scheduler.Services.AddSingleton(quotas);
        scheduler.Services.AddSingleton<IPortfolio, Portfolio>();
    }

    private static Task PingAsync(CancellationToken cancel) => Task.Delay(0, cancel);

    private static async Task CrunchAsync(IRunContext run, CancellationToken cancel)
    {
        for (var part = 0; part < 10; part++)
        {
            cancel.ThrowIfCancellationRequested();
            run.Report($"part {part + 1} of 10", part / 10.0);
            await Task.Yield();
        }
    }

    public sealed record QuotaLoad
    {
        public static readonly ExecutorName<QuotaLoad> Name = new("load-quotas");

        [Required]
        public required string File { get; init; }

        [Range(0, 10_000)]
        public int MaxRejects { get; init; } = 100;

        public Duration MaxAge { get; init; } = Duration.FromDays(2);
    }

    public sealed record LoadedQuotas(LocalDate Day, int Rows);

    public sealed class QuotaLoader(QuotaTable table, ILogger<QuotaLoader> log) : IExecutor<QuotaLoad>
    {
        public async Task<AttemptOutcome> ExecuteAsync(QuotaLoad load, IRunContext run, CancellationToken cancel)
        {
            var file = Path.Combine(run.ArtifactFolder, load.File);
            if (!File.Exists(file))
            {
                return AttemptOutcome.NotAvailableYet($"{file} is not there");
            }

            var lines = await File.ReadAllLinesAsync(file, cancel);
            if (lines.Length == 0)
            {
                return AttemptOutcome.Permanent($"{file} is empty, and does not fill itself");
            }

            foreach (var line in lines)
            {
                var fields = line.Split(';');
                await table.SaveAsync(fields[0], run.OrderDate, fields[1], run.Token, cancel);
            }

            log.LogInformation("{Rows} rows of {Date}", lines.Length, run.OrderDate);
            return AttemptOutcome.Succeeded(new LoadedQuotas(run.OrderDate, lines.Length)).With(await ArtifactOfAsync(file, lines.Length, cancel));
        }

        private static async Task<Artifact> ArtifactOfAsync(string file, int rows, CancellationToken cancel)
        {
            var bytes = await File.ReadAllBytesAsync(file, cancel);
            return new Artifact(Path.GetFileName(file), file, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), rows);
        }
    }

    public sealed class QuotaTable(string connectionString)
    {
        private const string Upsert = """
            INSERT INTO quota (fund, day, value, token) VALUES ($fund, $day, $value, $token)
            ON CONFLICT (fund, day) DO UPDATE SET value = excluded.value, token = excluded.token
             WHERE excluded.token >= quota.token
            """;

        public async Task SaveAsync(string fund, LocalDate day, string value, FencingToken token, CancellationToken cancel)
        {
            await using var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = Upsert;
            command.Parameters.AddWithValue("$fund", fund);
            command.Parameters.AddWithValue("$day", $"{day:uuuu-MM-dd}");
            command.Parameters.AddWithValue("$value", value);
            command.Parameters.AddWithValue("$token", token.Value);
            await command.ExecuteNonQueryAsync(cancel);
        }

        public List<LocalDate> Published { get; } = [];

        public Task PublishAsync(LocalDate day, FencingToken token, CancellationToken cancel)
        {
            Published.Add(day);
            return Task.CompletedTask;
        }
    }

    public sealed record Recalculation
    {
        public static readonly ExecutorName<Recalculation> Name = new("recalculate-fund");

        public required string Fund { get; init; }
    }

    public interface IPortfolio
    {
        Task RecalculateAsync(string fund, LocalDate date, CancellationToken cancel);
    }

    private sealed class Portfolio : IPortfolio
    {
        public Task RecalculateAsync(string fund, LocalDate date, CancellationToken cancel) => Task.CompletedTask;
    }
}
