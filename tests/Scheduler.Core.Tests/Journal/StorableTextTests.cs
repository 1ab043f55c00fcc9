using RoutineScheduler.Journal;
using Xunit;

namespace RoutineScheduler.Core.Tests.Journal;

/// <summary>Text as every database can hold it.</summary>
public sealed class StorableTextTests
{
    [Fact]
    public void What_can_be_stored_is_left_as_it_is()
    {
        var text = "ação 😀\r\n\t\u0001";

        Assert.Same(text, StorableText.Of(text));
        Assert.Null(StorableText.Of((string?)null));
    }

    [Fact]
    public void Each_character_that_no_database_holds_is_replaced_and_counted()
    {
        Assert.Equal("a\uFFFDb [1 characters that no database holds were replaced]", StorableText.Of("a\0b"));
        Assert.Equal("\uFFFD😀\uFFFD\uFFFD [3 characters that no database holds were replaced]", StorableText.Of("\uDC00😀\uD83D\0"));
    }

    [Fact]
    public void Json_is_cleaned_without_a_word_beside_it()
    {
        Assert.Equal("\"\uFFFD\"", StorableText.Clean("\"\0\"", out var replaced));
        Assert.Equal(1, replaced);
    }

    [Fact]
    public void What_is_too_long_is_cut_between_two_characters_and_says_how_much_is_missing()
    {
        var text = new string('x', StorableText.MaxLength - 1) + "😀" + "yy";

        var stored = StorableText.Of(text);

        Assert.StartsWith(new string('x', StorableText.MaxLength - 1) + " [", stored);
        Assert.DoesNotContain('\uD83D', stored);
        Assert.Contains($"{text.Length - StorableText.MaxLength + 1} more characters were cut", stored);
    }
}
