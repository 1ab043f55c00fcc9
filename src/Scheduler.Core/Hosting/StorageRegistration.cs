using RoutineScheduler.Storage;

namespace RoutineScheduler.Hosting;

/// <summary>For the packages that bring a storage.</summary>
internal static class StorageRegistration
{
    public static IRoutineSchedulerBuilder UseStorage(this IRoutineSchedulerBuilder builder, string name, Func<IServiceProvider, IStorage> make)
    {
        ((RoutineSchedulerBuilder)builder).Definition.UseStorage(name, make);
        return builder;
    }
}
