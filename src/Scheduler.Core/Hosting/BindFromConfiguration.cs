using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RoutineScheduler.Hosting;

/// <summary>The section's values, key by key: one that cannot be read is told with all other problems, and does not hide the next.</summary>
internal sealed class BindFromConfiguration(IServiceProvider services) : IConfigureOptions<SchedulerOptions>
{
    public void Configure(SchedulerOptions options)
    {
        if (services.GetService(typeof(IConfiguration)) is not IConfiguration configuration)
        {
            return;
        }

        foreach (var value in configuration.GetSection(SchedulerOptions.Section).GetChildren())
        {
            if (OptionKeys.Problem(value) is { } unknown)
            {
                options.Unreadable.Add(unknown);
                continue;
            }

            try
            {
                new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(value.Key, value.Value)]).Build().Bind(options);
            }
            catch (InvalidOperationException wrong)
            {
                options.Unreadable.Add($"{value.Path} is '{value.Value}': {wrong.InnerException?.Message ?? wrong.Message}");
            }
        }
    }
}
