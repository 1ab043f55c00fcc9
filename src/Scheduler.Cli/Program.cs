return await RoutineScheduler.Cli.SchedulerCommands.OnProcessAsync(args, host: null);
