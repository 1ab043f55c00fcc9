namespace RoutineScheduler.Executors.Load;

/// <summary>Goes through a text once, and writes the number down as the invariant culture has it: sign, digits and a point.</summary>
internal ref struct NumberScan(NumberText format, Span<char> into)
{
    private const int MostDigits = 28;   // what System.Decimal holds of any value
    private const int NoGroup = -1;

    private readonly Span<char> into = into;
    private int digits;
    private int significant;
    private int inGroup = NoGroup;

    public int Length { get; private set; }

    /// <summary>-1 without a decimal sign.</summary>
    public int Decimals { get; private set; } = -1;

    private readonly bool IsGroupWhole => inGroup is NoGroup or 3;

    private readonly bool MayEndGroup => Decimals < 0 && digits > 0 && (inGroup == 3 || IsFirstGroup);

    /// <summary>Not of zeros alone: 0.123 is a fraction in another notation.</summary>
    private readonly bool IsFirstGroup => inGroup == NoGroup && digits <= 3 && significant > 0;

    /// <summary>What is wrong with the text; null when it is a number.</summary>
    public string? Read(ReadOnlySpan<char> text)
    {
        if (text.Length > into.Length)
        {
            return TooLong;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (!Takes(text[i]))
            {
                return Problem(text[i], at: i + 1);
            }
        }

        return digits == 0 ? NotANumber
            : !IsGroupWhole ? "is not grouped by three digits"
            : significant > MostDigits || Decimals > MostDigits ? TooLong
            : null;
    }

    private bool Takes(char sign)
    {
        if (char.IsAsciiDigit(sign))
        {
            TakeDigit(sign);
        }
        else if (Length == 0 && sign is '-' or '+')
        {
            Write(sign);
        }
        else if (sign == format.DecimalSign && Decimals < 0 && IsGroupWhole)
        {
            (Decimals, inGroup) = (0, NoGroup);
            Write('.');
        }
        else if (sign == format.GroupSign && MayEndGroup)
        {
            inGroup = 0;
        }
        else
        {
            return false;
        }

        return true;
    }

    private void TakeDigit(char digit)
    {
        digits++;
        significant += significant > 0 || digit != '0' ? 1 : 0;
        Decimals += Decimals >= 0 ? 1 : 0;
        inGroup += inGroup >= 0 ? 1 : 0;
        Write(digit);
    }

    private void Write(char sign) => into[Length++] = sign;

    private readonly string Problem(char sign, int at) => sign == format.GroupSign
        ? $"is not grouped by three digits ('{sign}' at its position {at})"
        : $"{NotANumber} ('{sign}' at its position {at})";

    private static string TooLong => $"has more than {MostDigits} digits";

    private readonly string NotANumber =>
        $"is not a number with the decimal sign '{format.DecimalSign}'" +
        (format.GroupSign is null ? "" : $" and the group sign '{format.GroupSign}'");
}
