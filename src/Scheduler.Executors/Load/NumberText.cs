using System.Globalization;

namespace RoutineScheduler.Executors.Load;

/// <summary>Reads numbers exactly or not at all: nothing is rounded, and a sign that does not belong there is no digit.</summary>
internal readonly record struct NumberText(char DecimalSign, char? GroupSign)
{
    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>What constants are written in.</summary>
    public static readonly NumberText Invariant = new('.', null);

    /// <param name="impliedDecimals">Digits behind a decimal sign that is not written.</param>
    /// <param name="problem">Null when it is a number.</param>
    public decimal ReadDecimal(ReadOnlySpan<char> text, int impliedDecimals, out string? problem)
    {
        Span<char> digits = stackalloc char[64];
        var scan = new NumberScan(this, digits);
        problem = scan.Read(text);
        if (problem is not null)
        {
            return 0;
        }

        if (impliedDecimals > 0 && scan.Decimals >= 0)
        {
            problem = $"has a decimal sign although its last {impliedDecimals} digits are decimals";
            return 0;
        }

        var number = decimal.Parse(digits[..scan.Length], Written, CultureInfo.InvariantCulture);
        return impliedDecimals == 0 ? number : Shift(number, impliedDecimals);
    }

    public long ReadInteger(ReadOnlySpan<char> text, out string? problem)
    {
        var number = ReadDecimal(text, 0, out problem);
        if (problem is null && (number != decimal.Truncate(number) || number is > long.MaxValue or < long.MinValue))
        {
            problem = number == decimal.Truncate(number) ? "does not fit into 64 bits" : "is not a whole number";
        }

        return problem is null ? (long)number : 0;
    }

    private static decimal Shift(decimal whole, int decimals)
    {
        var bits = (Span<int>)stackalloc int[4];
        decimal.GetBits(whole, bits);
        return new decimal(bits[0], bits[1], bits[2], whole < 0, (byte)decimals);
    }
}
