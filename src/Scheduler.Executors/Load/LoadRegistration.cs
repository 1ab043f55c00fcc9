using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;

namespace RoutineScheduler.Executors.Load;

public static class LoadRegistration
{
    /// <summary>
    /// Lets <c>load-file</c> write to a database, and adds that executor with the first of them.
    /// The data source stays the host's: it is not disposed.
    /// </summary>
    /// <param name="name">How <see cref="LoadFile.Database"/> calls it.</param>
    /// <exception cref="ArgumentException">
    /// The name is empty. That another database has it is told when the host starts, with all other problems.
    /// </exception>
    [RequiresUnreferencedCode("Reads the parameters by reflection.")]
    [RequiresDynamicCode("Reads the parameters by reflection.")]
    public static IRoutineSchedulerBuilder AddDatabase(
        this IRoutineSchedulerBuilder scheduler, string name, DbDataSource source, SqlDialect dialect,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var database = new RegisteredDatabase(name, source, dialect, $"{file}:{line}");
        var others = scheduler.Services
            .Select(service => service.IsKeyedService ? null : service.ImplementationInstance).OfType<RegisteredDatabase>().ToList();
        if (others.Find(other => other.Name == name) is { } twin)
        {
            return scheduler.Check(
                _ => [$"Two databases are called '{name}': {twin.RegisteredAt} and {database.RegisteredAt}. Give one of them another name."]);
        }

        scheduler.Services.AddSingleton(database);
        if (others.Count == 0)
        {
            scheduler.Services.AddSingleton<DatabaseCatalog>().AddSingleton<IAttemptMarks>(
                provider => new StoredAttemptMarks(provider.GetRequiredService<ISchedulerClient>(), Task.Delay));
            scheduler.AddExecutor<LoadFileExecutor, LoadFile>(LoadFile.Name, file: file, line: line)
                .CheckParameters(LoadFile.Name, LoadHostProblems.Of);
        }

        return scheduler;
    }
}
