/* The command line: finds the subcommand, takes its options apart, runs it. */
#pragma once

/* `argv` as main has it. Returns the exit status. */
int cli_main(int argc, char **argv);
