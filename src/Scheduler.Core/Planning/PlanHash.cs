using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>
/// What a plan depends on, as SHA-256: definitions (by the hashes of their versions), since which slot they are active, pauses, the calendars in
/// use, the planner's settings, the tz version. Taken once for all dates; a date's own hash is that and the date.
/// </summary>
internal sealed class PlanHash
{
    /// <summary>Changes when the same input would be planned otherwise.</summary>
    private const string Rules = "rules 2";

    private readonly byte[] input;

    private PlanHash(byte[] input) => this.input = input;

    /// <param name="routines">In the order of their keys.</param>
    public static PlanHash Of(IReadOnlyList<CompiledRoutine> routines, CalendarSet calendars, PlannerSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Rules);
        Append(hash, DateTimeZoneProviders.Tzdb.VersionId);
        Append(hash, PlannerSettingsJson.Write(settings));
        foreach (var name in CalendarsInUse(routines, calendars, settings))
        {
            Append(hash, name);
            Append(hash, calendars.TryGet(name, out var calendar) ? calendar.Hash : "");
        }

        var first = new FirstActiveSlots(new PlanningDays(calendars, settings));
        foreach (var routine in routines)
        {
            Append(hash, routine, first.Of(routine));
        }

        return new PlanHash(hash.GetHashAndReset());
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public string For(LocalDate date, bool includesEarlier)
    {
        var text = Encoding.UTF8.GetBytes($"{date:uuuu-MM-dd}{(includesEarlier ? " and earlier" : "")}");
        return Convert.ToHexStringLower(SHA256.HashData([.. input, .. text]));
    }

    private static void Append(IncrementalHash hash, CompiledRoutine routine, Instant firstActive)
    {
        Append(hash, routine.Key.Value);
        Append(hash, routine.Planned.Hash);
        Append(hash, firstActive);
        Append(hash, routine.Inactive?.By ?? "");
        if (routine.Inactive is { } inactive)
        {
            Append(hash, inactive.At);
        }
    }

    private static void Append(IncrementalHash hash, Instant instant)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, instant == Instant.MinValue ? long.MinValue : instant.ToUnixTimeTicks());
        hash.AppendData(bytes);
    }

    /// <summary>With its length first, so that no two lists of texts look alike.</summary>
    private static void Append(IncrementalHash hash, string text)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (Encoding.UTF8.GetMaxByteCount(text.Length) + sizeof(int) > bytes.Length)
        {
            bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length) + sizeof(int)];
        }

        var length = Encoding.UTF8.GetBytes(text, bytes[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        hash.AppendData(bytes[..(sizeof(int) + length)]);
    }

    private static SortedSet<string> CalendarsInUse(IReadOnlyList<CompiledRoutine> routines, CalendarSet calendars, PlannerSettings settings)
    {
        var rules = new HashSet<DayRule>(ReferenceEqualityComparer.Instance);
        var names = new SortedSet<string>(StringComparer.Ordinal) { settings.DefaultCalendar };
        foreach (var routine in routines)
        {
            if (routine.Schedule.Text is { DayGroup: { } rule } && rules.Add(rule))
            {
                names.UnionWith(rule.Calendars);
            }

            if (routine.Schedule.Text.Calendar is { } calendar)
            {
                names.Add(calendar);
            }

            for (var i = 0; i < routine.Edges.Count; i++)
            {
                if (routine.Edges[i].Date is EdgeDate.BusinessDays { Calendar: { } named })
                {
                    names.Add(named);
                }
            }
        }

        names.UnionWith(CalendarsInParameters.Of(routines.Select(routine => routine.Planned.Routine.Parameters), calendars.Names.Except(names)));
        return names;
    }
}
