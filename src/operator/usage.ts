// What `inreply` without a command, or with a wrong one, says of all commands.
export const usage = `Usage: inreply COMMAND

  start                                      run the server and its workers
  web | work                                 run only the server, or only the workers: any number of each, on one database
  receive [--from ADDRESS] [--to ADDRESS] [--ip ADDRESS] [--post URL]
                                             take a mail from standard input, for the pipes of mail servers; stores it,
                                             or posts it to a running server; exits 0, or 75 to be asked again
  demo [FILE.eml …]                          tell the story in the terminal, or push real emails through
  extract [--full] | extract --jsonl         print what the author of a mail on standard input wrote, the rest folded
                                             (--full: shown too); or read replies as JSON, one a line, and answer each
  doctor [--probe] [--json]                  check DNS, mail service, database and keys; --probe sends a mail round
  key                                        print the BASE64 of a new key for SECRET_KEYS
  backup FILE                                the database and its key in one file, also while a server runs
  restore FILE [--replace]                   put a backup in place; --replace also over people and mail
  copy --from URL --to URL                   move everything to another, empty database, such as from SQLite to PostgreSQL
  export --client CLIENT --to FILE [--notes] [--locale LOCALE]
                                             everything of a client in one zip file; --notes: with notes of the team
  seed --tasks N [--seed N]                  fill an empty database with a generated world of so many tasks
  migrate                                    bring the database up to this version, as a start does by itself

  staff add EMAIL [--name NAME] [--zone ZONE] [--locale LOCALE]
  plan set NAME [--tasks N] [--strategy N] [--training N]
                                             add a plan or change one: tasks at a time, sessions of each kind a month
  client add NAME --plan PLAN                plans: Standard, Premium, Elite, and those you add
  contact add EMAIL --client CLIENT [--name NAME] [--zone ZONE] [--locale LOCALE] [--approver]
  contact approver EMAIL [--remove]          who may approve finished work; a client's first contact may from the start
  contact erase EMAIL [--with-words] [--yes] erase a person on request; without --yes it only shows what would go
  address erase EMAIL [--yes]                the same for somebody who is nobody here
  task open TITLE --client CLIENT --by STAFF_EMAIL --message TEXT

ZONE is an IANA time zone such as Europe/Berlin, LOCALE is en or de. Settings come from the environment, or from lines
NAME=VALUE in a file: --settings FILE. README.md lists them.`;
