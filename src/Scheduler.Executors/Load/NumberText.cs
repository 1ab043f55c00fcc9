using System.Globalization;

namespace RoutineScheduler.Executors.Load;

/// <summary>Reads numbers exactly or not at all: nothing is rounded, and a sign that does not belong there is no digit.</summary>
internal readonly record struct NumberText(char DecimalSign, char? GroupSign)
{
    private const int MostDigits = 28;   // what System.Decimal holds of any value

    /// <summary>What constants are written in.</summary>
    public static readonly NumberText Invariant = new('.', null);

    /// <param name="impliedDecimals">Digits behind a decimal sign that is not written.</param>
    /// <param name="problem">Null when it is a number.</param>
    public decimal ReadDecimal(ReadOnlySpan<char> text, int impliedDecimals, out string? problem)
    {
        Span<char> digits = stackalloc char[64];
        var length = Normalise(text, digits, out var decimals, out problem);
        if (problem is not null)
        {
            return 0;
        }

        if (impliedDecimals > 0 && decimals >= 0)
        {
            problem = $"has a decimal sign although its last {impliedDecimals} digits are decimals";
            return 0;
        }

        var number = decimal.Parse(digits[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
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

    /// <summary>Writes sign, digits and a point; answers their length. <paramref name="decimals"/> is -1 without a decimal sign.</summary>
    private int Normalise(ReadOnlySpan<char> text, Span<char> into, out int decimals, out string? problem)
    {
        var (length, digits, significant, inGroup) = (0, 0, 0, -1);
        decimals = -1;
        problem = text.Length > into.Length ? $"has more than {MostDigits} digits" : null;
        for (var i = 0; i < text.Length && problem is null; i++)
        {
            var sign = text[i];
            if (char.IsAsciiDigit(sign))
            {
                digits++;
                significant += significant > 0 || sign != '0' ? 1 : 0;
                decimals += decimals >= 0 ? 1 : 0;
                inGroup += inGroup >= 0 ? 1 : 0;
                into[length++] = sign;
            }
            else if (i == 0 && sign is '-' or '+')
            {
                into[length++] = sign;
            }
            else if (sign == DecimalSign && decimals < 0 && inGroup is -1 or 3)
            {
                (decimals, inGroup) = (0, -1);
                into[length++] = '.';
            }
            else if (sign == GroupSign && decimals < 0 && digits > 0 && (inGroup == 3 || (inGroup == -1 && digits <= 3)))
            {
                inGroup = 0;
            }
            else
            {
                problem = sign == GroupSign ? $"is not grouped by three digits ('{sign}' at its position {i + 1})" : NotANumber(sign, i);
            }
        }

        problem ??= digits == 0 ? NotANumber()
            : inGroup is not (-1 or 3) ? "is not grouped by three digits"
            : significant > MostDigits || decimals > MostDigits ? $"has more than {MostDigits} digits"
            : null;
        return length;
    }

    private string NotANumber() => $"is not a number with the decimal sign '{DecimalSign}'{(GroupSign is null ? "" : $" and the group sign '{GroupSign}'")}";

    private string NotANumber(char sign, int at) => $"{NotANumber()} ('{sign}' at its position {at + 1})";
}
