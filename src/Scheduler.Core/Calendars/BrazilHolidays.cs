using NodaTime;
using static RoutineScheduler.Calendars.HolidayRule;

namespace RoutineScheduler.Calendars;

/// <summary>The holidays that the Brazilian calendars are made of. Where two fall on one date, the one that stands first is named first.</summary>
internal static class BrazilHolidays
{
    private const string Exchange = "B3's trading calendar";
    private const string NoLongerLocal = "; B3's notice of 18 November 2020: open from 2022";
    private const string BankDays = "Resolução CMN 2.516/1998; Resolução CMN 4.880/2020";

    /// <summary>Opens at one o'clock, as far back as the session's hours are recorded.</summary>
    public static readonly HalfDay AshWednesday = new("Quarta-feira de Cinzas", "Ash Wednesday", new LocalTime(13, 0), Exchange, FromYear: 2016);

    public static readonly Func<int, LocalDate> OnAshWednesday = FromEaster(-46);

    private static readonly HolidayRule NewYear = new(
        new("Confraternização Universal", "Universal Fraternization Day", "Lei 662/1949; Lei 10.607/2002"), Each(1, 1));

    private static readonly HolidayRule GoodFriday = new(
        new("Sexta-feira Santa", "Good Friday", "Lei 605/1949, art. 11; Lei 9.093/1995, art. 2"), FromEaster(-2));

    private static readonly HolidayRule Tiradentes = new(
        new("Tiradentes", "Tiradentes' Day", "Lei 1.266/1950; Lei 10.607/2002"), Each(4, 21));

    private static readonly HolidayRule Labour = new(
        new("Dia do Trabalho", "Worker's Day", "Lei 662/1949; Lei 10.607/2002"), Each(5, 1));

    private static readonly HolidayRule Independence = new(
        new("Independência do Brasil", "Independence Day", "Lei 662/1949; Lei 10.607/2002"), Each(9, 7));

    private static readonly HolidayRule Aparecida = new(
        new("Nossa Senhora Aparecida", "Our Lady of Aparecida", "Lei 6.802/1980", FromYear: 1980), Each(10, 12));

    private static readonly HolidayRule AllSouls = new(
        new("Finados", "All Souls' Day", "Lei 605/1949, art. 11; Lei 10.607/2002"), Each(11, 2));

    private static readonly HolidayRule Republic = new(
        new("Proclamação da República", "Republic Proclamation Day", "Lei 662/1949; Lei 10.607/2002"), Each(11, 15));

    private static readonly HolidayRule BlackAwareness = new(
        new("Consciência Negra", "National Day of Zumbi and Black Awareness", "Lei 14.759/2023", FromYear: 2024), Each(11, 20));

    private static readonly HolidayRule Christmas = new(
        new("Natal", "Christmas Day", "Lei 662/1949; Lei 10.607/2002"), Each(12, 25));

    private static readonly Holiday Carnival = new("Carnaval", "Carnival", BankDays);

    private static readonly Holiday CorpusChristi = new("Corpus Christi", "Corpus Christi", BankDays);

    public static readonly IReadOnlyList<HolidayRule> National =
        [NewYear, GoodFriday, Tiradentes, Labour, Independence, Aparecida, AllSouls, Republic, BlackAwareness, Christmas];

    public static readonly IReadOnlyList<HolidayRule> Anbima =
    [
        NewYear,
        new(Carnival, FromEaster(-48)),
        new(Carnival, FromEaster(-47)),
        GoodFriday, Tiradentes, Labour,
        new(CorpusChristi, FromEaster(60)),
        Independence, Aparecida, AllSouls, Republic, BlackAwareness, Christmas,
    ];

    /// <summary>
    /// In 2020 São Paulo brought 9 July and 20 November forward to May at a few days' notice; B3 traded on all four days.
    /// Years of 20 November follow B3's own record, which knows it from 2006 on.
    /// </summary>
    public static readonly IReadOnlyList<HolidayRule> B3 =
    [
        NewYear,
        new(new("Aniversário de São Paulo", "São Paulo City Anniversary", $"Lei municipal 7.008/1967{NoLongerLocal}", ToYear: 2021), Each(1, 25)),
        new(Carnival with { Source = Exchange }, FromEaster(-48)),
        new(Carnival with { Source = Exchange }, FromEaster(-47)),
        GoodFriday, Tiradentes, Labour,
        new(CorpusChristi with { Source = Exchange }, FromEaster(60)),
        new(
            new("Abertura da Copa", "Opening of the World Cup", $"{Exchange}: the first match was in São Paulo", FromYear: 2014, ToYear: 2014),
            Each(6, 12)),
        new(
            new(
                "Revolução Constitucionalista", "Constitutionalist Revolution", $"Lei estadual 9.497/1997{NoLongerLocal}", FromYear: 1997,
                ToYear: 2021),
            Each(7, 9),
            NotIn: 2020),
        Independence, Aparecida, AllSouls, Republic,
        new(
            new("Consciência Negra", "Black Awareness Day", $"Lei municipal 13.707/2004{NoLongerLocal}", FromYear: 2006, ToYear: 2021),
            Each(11, 20),
            NotIn: 2020),
        BlackAwareness,
        new(new("Véspera de Natal", "Christmas Eve", Exchange), Each(12, 24)),
        Christmas,
        new(new("Véspera de Ano-Novo", "New Year's Eve", $"{Exchange}: no session on the year's last weekday"), LastWeekdayOf),
    ];

    /// <summary>In 2020 the state brought 9 July forward to 25 May and the city 20 November to 21 May.</summary>
    public static readonly IReadOnlyList<HolidayRule> SaoPaulo =
    [
        NewYear,
        new(new("Aniversário de São Paulo", "São Paulo City Anniversary", "Lei municipal 7.008/1967", FromYear: 1968), Each(1, 25)),
        GoodFriday, Tiradentes, Labour,
        new(
            new("Consciência Negra", "Black Awareness Day", "Decreto municipal 59.450/2020", FromYear: 2020, ToYear: 2020),
            Each(5, 21)),
        new(
            new("Revolução Constitucionalista", "Constitutionalist Revolution", "Lei estadual 17.264/2020", FromYear: 2020, ToYear: 2020),
            Each(5, 25)),
        new(CorpusChristi with { Source = "Lei 605/1949, art. 11; Lei municipal 7.008/1967" }, FromEaster(60)),
        new(
            new("Revolução Constitucionalista", "Constitutionalist Revolution", "Lei estadual 9.497/1997", FromYear: 1997),
            Each(7, 9),
            NotIn: 2020),
        Independence, Aparecida, AllSouls, Republic,
        new(
            new("Consciência Negra", "Black Awareness Day", "Lei municipal 13.707/2004", FromYear: 2004, ToYear: 2023),
            Each(11, 20),
            NotIn: 2020),
        BlackAwareness, Christmas,
    ];

    private static LocalDate LastWeekdayOf(int year)
    {
        var last = new LocalDate(year, 12, 31);
        return last.DayOfWeek switch
        {
            IsoDayOfWeek.Saturday => last.PlusDays(-1),
            IsoDayOfWeek.Sunday => last.PlusDays(-2),
            _ => last,
        };
    }
}
