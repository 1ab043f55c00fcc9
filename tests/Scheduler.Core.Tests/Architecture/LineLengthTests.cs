using System.Globalization;
using System.Text.RegularExpressions;
using RoutineScheduler.Core.Tests.Docs;
using Xunit;

namespace RoutineScheduler.Core.Tests.Architecture;

/// <summary>Holds what .editorconfig says to editors, and no compiler reads.</summary>
public sealed class LineLengthTests
{
    private static readonly int Longest = int.Parse(
        Regex.Match(Repository.Read(".editorconfig"), @"^max_line_length = (\d+)", RegexOptions.Multiline).Groups[1].Value,
        CultureInfo.InvariantCulture);

    [Fact]
    public void No_line_of_code_is_longer_than_the_editors_are_told()
    {
        var tooLong = from file in Repository.Files("*.cs")
                      from line in Repository.Read(file).Split('\n').Index()
                      let columns = line.Item.TrimEnd('\r').Length
                      where columns > Longest
                      select $"{file}:{line.Index + 1} has {columns} columns, at most {Longest}";

        var told = string.Join('\n', tooLong);
        Assert.True(told.Length == 0, told);
    }
}
