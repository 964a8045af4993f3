/* Entry point: hands over to the command line. */
#include "engine/cli/cli.h"

int
main(int argc, char **argv)
{
    return cli_main(argc, argv);
}
