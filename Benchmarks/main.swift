import Glibc

exit(BenchmarkRun.run(Array(CommandLine.arguments.dropFirst())))
