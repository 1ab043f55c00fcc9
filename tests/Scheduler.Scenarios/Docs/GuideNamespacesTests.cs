using System.Text.RegularExpressions;
using Xunit;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>Fragments show no usings: their page says once which ones they need.</summary>
public sealed class GuideNamespacesTests
{
    [Theory]
    [InlineData("calendars.md", "OwnCalendars/CalendarSnippets.cs", "OwnCalendars/CalendarTable.cs", "OwnCalendars/Settlement.cs")]
    [InlineData("routines.md", "RoutineSnippets.cs")]
    [InlineData("day-groups.md", "DayGroupSnippets.cs")]
    [InlineData("configuration.md", "ConfigurationSnippets.cs")]
    [InlineData("operating.md", "OperatingSnippets.cs")]
    public void A_guide_names_the_namespaces_of_its_code(string guide, params string[] compiled)
    {
        var said = Regex.Match(GuidePage.Read(guide), @"[Nn]amespaces (of the code on this page: )?(`[A-Z][A-Za-z.]*`[^`]*)+").Groups[2].Captures
            .Select(name => name.Value.Split('`')[1]);

        Assert.Equal(compiled.SelectMany(GuidePage.UsingsOf).Distinct().Order(), said.Order());
    }
}
