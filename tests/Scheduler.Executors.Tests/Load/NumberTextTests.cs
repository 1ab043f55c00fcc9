using System.Globalization;
using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("51,59", ',', null, "51.59")]
    [InlineData("-1,71", ',', null, "-1.71")]
    [InlineData("+3", ',', null, "3")]
    [InlineData(",5", ',', null, "0.5")]
    [InlineData("5,", ',', null, "5")]
    [InlineData("1.234.567,89", ',', '.', "1234567.89")]
    [InlineData("12.345", ',', '.', "12345")]
    [InlineData("1234567,89", ',', '.', "1234567.89")]
    [InlineData("1,234.5", '.', ',', "1234.5")]
    [InlineData("1 234.5", '.', ' ', "1234.5")]
    [InlineData("0000000000000000000000000000000000000000000000000001.50", '.', null, "1.50")]
    [InlineData("9999999999999999999999999999", '.', null, "9999999999999999999999999999")]
    public void A_number_is_read_by_the_signs_of_the_file(string text, char decimalSign, char? groupSign, string expected)
    {
        var number = new NumberText(decimalSign, groupSign).ReadDecimal(text, 0, out var problem);

        Assert.Null(problem);
        Assert.Equal(expected, number.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("51.59", ',', null, "is not a number with the decimal sign ',' ('.' at its position 3)")]
    [InlineData("1.5", ',', '.', "is not grouped by three digits")]
    [InlineData("12.34.567", ',', '.', "is not grouped by three digits ('.' at its position 6)")]
    [InlineData("1234.567", ',', '.', "is not grouped by three digits ('.' at its position 5)")]
    [InlineData("1,5.000", ',', '.', "is not grouped by three digits ('.' at its position 4)")]
    [InlineData("1,2,3", ',', null, "is not a number with the decimal sign ',' (',' at its position 4)")]
    [InlineData("1-", '.', null, "is not a number with the decimal sign '.' ('-' at its position 2)")]
    [InlineData("1e5", '.', null, "is not a number with the decimal sign '.' ('e' at its position 2)")]
    [InlineData("-", '.', null, "is not a number with the decimal sign '.'")]
    [InlineData("١", '.', null, "is not a number with the decimal sign '.' ('١' at its position 1)")]
    [InlineData("0.123", ',', '.', "is not grouped by three digits ('.' at its position 2)")]
    [InlineData("-000.123,5", ',', '.', "is not grouped by three digits ('.' at its position 5)")]
    [InlineData("12345678901234567890123456789", '.', null, "has more than 28 digits")]
    [InlineData("0.00000000000000000000000000001", '.', null, "has more than 28 digits")]
    public void What_is_no_number_says_why(string text, char decimalSign, char? groupSign, string expected)
    {
        new NumberText(decimalSign, groupSign).ReadDecimal(text, 0, out var problem);

        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("0000000004150", 2, "41.50")]
    [InlineData("5", 2, "0.05")]
    [InlineData("-150", 2, "-1.50")]
    [InlineData("0", 7, "0.0000000")]
    public void Implied_decimals_are_the_last_digits(string text, int decimals, string expected)
    {
        var number = NumberText.Invariant.ReadDecimal(text, decimals, out var problem);

        Assert.Null(problem);
        Assert.Equal(expected, number.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_written_sign_and_implied_decimals_contradict_each_other()
    {
        NumberText.Invariant.ReadDecimal("41.50", 2, out var problem);

        Assert.Equal("has a decimal sign although its last 2 digits are decimals", problem);
    }

    [Theory]
    [InlineData("1.5", "is not a whole number")]
    [InlineData("9223372036854775808", "does not fit into 64 bits")]
    [InlineData("-9223372036854775808", null)]
    [InlineData("7.00", null)]
    public void An_integer_is_whole_and_has_64_bits(string text, string? expected)
    {
        NumberText.Invariant.ReadInteger(text, out var problem);

        Assert.Equal(expected, problem);
    }

    [Fact]
    public void What_was_printed_is_read_back_whatever_the_signs()
    {
        var random = new Random(20260918);
        for (var i = 0; i < 5_000; i++)
        {
            var number = new decimal(random.Next(), random.Next(), random.Next(0, 500_000_000), random.Next(2) == 0, (byte)random.Next(0, 29));
            var text = number.ToString(CultureInfo.InvariantCulture).Replace('.', ',');
            if (text.Count(char.IsAsciiDigit) <= 28)
            {
                Assert.Equal(number, new NumberText(',', '.').ReadDecimal(text, 0, out var problem));
                Assert.Null(problem);
            }
        }
    }
}
