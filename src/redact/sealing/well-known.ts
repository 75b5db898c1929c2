import { isName } from '../vocabulary.js'

/** Accounts and machines that are called so everywhere, so that nobody can be told by them. */
const EVERYWHERE = new Set(
  `root admin administrator ubuntu debian fedora centos alpine arch pi ec2-user azureuser opc core vagrant docker node
  app apps user users guest home nobody daemon bin sys sync mail www www-data http https nginx apache mysql postgres redis git
  runner runneradmin circleci jenkins gitlab build builder ci deploy service services system public shared default
  linuxbrew bot clawdbot openclaw moltbot claude codex gateway agent main worker server host localhost localdomain
  raspberrypi vm container sandbox dev development prod production staging test tester testing tmp temp data opt srv
  var usr etc lib mnt media root0 toor ssh sshd systemd dbus message messagebus backup operator games proxy list irc
  gnats man news uucp lp local domain invalid workspace codespace vscode coder work project projects`.split(
    /\s+/,
  ),
)

/** Words by which reports say what they say: taking one of them out would change what a check finds. */
const TELLING = new Set(
  `max pro free team enterprise plan linux darwin win32 windows macos online offline error warning info pass fail skip
  timeout ok absent denied failed expired expiring static high low medium none all any never always true false null
  state status value values reason report facts fact check checks finding findings subject message messages what why
  where evidence kind path id ids name names type text file files folder line count total case created version plugins
  plugin origin options settings choices credentials included fixes fix risk safe review automatic destructive data
  time now day week month year hour minute second issue first last next new old big small open closed on off up down
  in out start stop run runs mode model models session sessions order profiles profile store stores config configs
  primary fallback fallbacks channel channels group direct dm user assistant`.split(/\s+/),
)

/** True for a name that nobody can be told by. */
export const isEverywhere = (name: string): boolean => EVERYWHERE.has(name.toLowerCase())

/** True for a name that can be looked for in any text: it is not short, and no word that means something else there. */
export const isDistinctive = (name: string): boolean =>
  name.length >= 3 &&
  !/^\d+$/.test(name) &&
  !isEverywhere(name) &&
  !TELLING.has(name.toLowerCase()) &&
  !isName(name)
