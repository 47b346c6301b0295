//! What a node is asked, as fixed scripts for `sh`: names are arguments, never part of a script.
//!
//! Builtins only: a survey costs one `irm`, or none. Source: tables and RIB of Ouroboros 0.23 as run.

use planner::Survey;
use testbed::Command;

/// A dead IPCP stays in the table of a daemon that does not reap it: its process is a zombie.
const IPCPS: &str = r#"list=$(irm i l) || exit
printf '%s\n' "$list" | while read -r _ pid _ name _ _ _ layer end; do
    case $pid in *[!0-9]* | '') continue ;; esac
    state=
    read -r state 2>/dev/null </proc/"$pid"/stat
    case $state in *') Z '*) continue ;; esac
    case "$layer $end" in 'Not enrolled. |') layer= ;; esac
    printf '%s %s\n' "$name" "$layer"
done"#;

/// Flows to neighbours have an entry each that begins with a dot. What follows is done for each IPCP.
const ENTER: &str = r#"cd /tmp/ouroboros 2>/dev/null || exit 0
for ipcp; do
    [ -d "$ipcp/lsdb" ] || continue
    near=0
    for entry in "$ipcp"/lsdb/.dt*; do
        [ "${entry##*/}" = '.dt*' ] || near=$((near + 1))
    done
"#;

const LEAVE: &str = "done
exit 0";

/// Of a large layer every member has every link: these are counted by the shell, without a loop. A shell reads files a
/// byte at a time, so no more is read than must be.
///
/// Never lists `dt.*` or `flow-allocator`: without flow statistics that kills the IPCP. A file in them may be read; it is
/// empty then. Flow descriptor 1 is the directory's: what is sent on it has come for the directory. What came from a
/// directory that was told nothing yet is looked for among the flows to neighbours, from 64 on.
const LOOK: &str = r#"    links=0 said=
    set -- "$ipcp"/lsdb/*
    [ "${1##*/}" = '*' ] || links=$#
    for file in "$ipcp"/dt.*/1; do
        [ -r "$file" ] || continue
        while read -r word unit count; do
            case "$word $unit $count" in
            'sent (packets): 0') said=${said:-0} ;;
            'sent (packets): '*) said=1 && break ;;
            esac
        done <"$file"
    done
    flow=64
    while [ "$said" = 0 ] && [ $flow -lt $((70 + 3 * near)) ]; do
        for file in "$ipcp"/dt.*/$flow; do
            [ -r "$file" ] || continue
            while read -r word unit count; do
                case "$word $unit $count" in
                'local sent (packets): 0') ;;
                'local sent (packets): '*) said=2 && break ;;
                esac
            done <"$file"
        done
        flow=$((flow + 1))
    done
    printf '%s %s %s\n' "$ipcp" "$links" "$said"
"#;

/// Of each flow as much is read as tells of best effort: so directories speak.
const HEAR: &str = r#"    address= flows= flow=64
    for place in "$ipcp"/dt.*; do
        [ -r "$place/1" ] && read -r word <"$place/1" && address=${place##*/dt.}
    done
    while [ -n "$address" ] && [ $flow -lt $((70 + 3 * near)) ]; do
        for file in "$ipcp"/dt.*/$flow; do
            [ -r "$file" ] || continue
            peer= carried=
            while read -r word unit count; do
                case "$word $unit $count" in
                'Endpoint address: '*) peer=$count ;;
                'sent (packets): 0') ;;
                'sent (packets): '*) carried=s ;;
                'rcvd (packets): 0') break ;;
                'rcvd (packets): '*) carried=${carried}r && break ;;
                esac
            done <"$file"
            [ -z "$peer" ] || flows="$flows $peer:$carried"
        done
        flow=$((flow + 1))
    done
    printf '%s %s %s%s\n' "$ipcp" "$near" "$address" "$flows"
"#;

/// Within one daemon no link is in between that could carry one way only.
const COUNT: &str = r#"    printf '%s %s\n' "$ipcp" "$near"
"#;

/// The IPCP cannot be connected to a name that nobody registered, and all directories of its node were asked for it. A daemon
/// asks for names only that it knows itself.
const ACQUAINT: &str = r#"name=conga-asks-$1-$2
irm n c "$name" && irm i conn n "$1" dst "$name" component mgmt
irm n d "$name"
exit 0"#;

/// A program that died at its start is a zombie, or gone.
const PROGRAMS: &str = r#"for stat in /proc/[0-9]*/stat; do
    read -r line 2>/dev/null <"$stat" || continue
    case $line in *') Z '*) continue ;; esac
    line=${line#*\(}
    printf '%s\n' "${line%)*}"
done
exit 0"#;

/// One that hangs keeps `irm i d` waiting for ever, so it is killed first.
const UPROOT: &str = r#"irm i l | while read -r _ pid _ name _; do
    case $pid in *[!0-9]* | '') continue ;; esac
    [ "$name" = "$1" ] && kill -9 "$pid" 2>/dev/null
done
exec irm i d n "$1""#;

/// IPCPs hold the socket of a daemon that was killed: who calls the next one would wait for ever.
const RAZE: [&str; 10] = [
    "killall",
    "-9",
    "irmd",
    "ipcpd-unicast",
    "ipcpd-broadcast",
    "ipcpd-local",
    "ipcpd-eth-dix",
    "ipcpd-eth-llc",
    "ipcpd-udp4",
    "ipcpd-udp6",
];

/// What nodes are asked. `one_daemon`: one serves them all, and finds what it has itself; `is_today`: commands are today's.
pub(super) fn survey(one_daemon: bool, is_today: bool) -> Survey {
    let views = [ENTER, LOOK, LEAVE].concat();
    let ties = [ENTER, if one_daemon { COUNT } else { HEAR }, LEAVE].concat();
    Survey {
        ipcps: Command::new(["sh", "-c", IPCPS]),
        views: Command::new(["sh", "-c", &views, "sh"]),
        ties: Some(Command::new(["sh", "-c", &ties, "sh"])),
        acquaint: (is_today && !one_daemon).then(|| Command::new(["sh", "-c", ACQUAINT, "sh"])),
        programs: Command::new(["sh", "-c", PROGRAMS]),
        uproot: Command::new(["sh", "-c", UPROOT, "sh"]),
        raze: Some(Command::new(RAZE)),
        one_daemon,
    }
}
