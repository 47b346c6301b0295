//! What the tool says when it was not understood, in today's words.

use crate::Era;

pub(super) const TOP: &str = r#"Usage: irm [OPERATION]

where OPERATION in { ipcp bind unbind name }
"#;

pub(super) const IPCP: &str = r#"Usage: irm ipcp [OPERATION]

where OPERATION in {create destroy
                    bootstrap enroll
                    connect disconnect
                    list
                    help}
"#;

pub(super) const CREATE: &str = r#"Usage: irm ipcp create
                name <ipcp name>
                type [TYPE]

where TYPE in {unicast broadcast local udp4 udp6 eth-llc eth-dix}
"#;

pub(super) const BOOTSTRAP: &str = r#"Usage: irm ipcp bootstrap
           name <ipcp name>
           layer <layer name>
           [type [TYPE]]
where TYPE in {unicast broadcast local udp4 udp6 eth-llc eth-dix},

if TYPE == unicast
        [addr_auth <ADDRESS_POLICY> (default: flat)]
        [directory <DIRECTORY_POLICY> (default: DHT)]
        [hash [ALGORITHM] (default: SHA3_256)]
        [routing <ROUTING_POLICY> (default: link_state)]
        [congestion <CONG_POLICY> (default: mb-ecn)]
        [autobind]

where ADDRESS_POLICY in {flat}
    DIRECTORY_POLICY in {DHT}
    ALGORITHM in {SHA3_224 SHA3_256 SHA3_384 SHA3_512}
    ROUTING_POLICY in {link_state lfa ecmp}
    CONG_POLICY in {none mb-ecn}
    [Data Transfer Constants]
        [addr <address size> (default: 4)]
        [eid <eid size> (default: 8)]
        [ttl <max time-to-live>, default: 60)]

if DIRECTORY_POLICY == DHT
        [dht_alpha <search factor> (default: 3)]
        [dht_k <replication factor> (default: 8)]
        [dht_t_expire <expiration (s)> (default: 86400)]
        [dht_t_refresh <contact refresh (s)> (default: 900)]
        [dht_t_replicate <replication (s)> (default: 900)]

if ROUTING_POLICY == link_state
        [ls_t_recalc <pff recalc interval (s)> (default: 4)]
        [ls_t_update <LSA update interval (s)> (default: 15)]
        [ls_t_timeo  <link timeout (s)> (default: 60)]

if TYPE == udp4
        ip <IP address in dotted notation>
        [port <UDP port> (default: 3435)]
        [dns <DDNS IPv4 address in dotted notation> (default: none)]

if TYPE == udp6
        ip <IPv6 address>
        [port <UDP port> (default: 3435)]
        [dns <DDNS IPv6 address> (default: none)]

if TYPE == eth-llc
        dev <interface name>
        [hash [ALGORITHM] (default: SHA3_256)]
where ALGORITHM in {SHA3_224 SHA3_256 SHA3_384 SHA3_512}

if TYPE == eth-dix
        dev <interface name>
        [ethertype <ethertype> (default: 0xA000)]
        [hash [ALGORITHM] (default: SHA3_256)]
where ALGORITHM in {SHA3_224 SHA3_256 SHA3_384 SHA3_512}

if TYPE == local
        [hash [ALGORITHM] (default: SHA3_256)]
where ALGORITHM in {SHA3_224 SHA3_256 SHA3_384 SHA3_512}

if TYPE == broadcast
        [autobind]
"#;

pub(super) const ENROLL: &str = r#"Usage: irm ipcp enroll
                name <ipcp name>
                [layer <layer to enroll with>]
                [dst <destination to enroll with>]
                [type [TYPE], default = unicast]
                [autobind]
where TYPE in {unicast broadcast}
"#;

pub(super) const CONNECT: &str = r#"Usage: irm ipcp connect
                name      <ipcp name>
                dst       <name of destination IPCP>
                [component [COMPONENT]]
where COMPONENT in {dt mgmt}

if COMPONENT == dt
                [qos       [QOS]
where QOS in {raw, best, voice, video, data}
"#;

pub(super) const DISCONNECT: &str = r#"Usage: irm ipcp disconnect
                name      <ipcp name>
                dst       <name of destination IPCP>
                [component [COMPONENT]]

where COMPONENT in {dt mgmt}
"#;

pub(super) const DESTROY: &str = r#"Usage: irm ipcp destroy
                name <ipcp name>
"#;

pub(super) const LIST: &str = r#"Usage: irm ipcp list
                [name  <ipcp name>]
                [layer <layer_name>]

                [type [TYPE]]

where TYPE = {unicast local udp4 udp6 eth-llc eth-dix}
"#;

pub(super) const NAME: &str = r#"Usage: irm name [OPERATION]

where OPERATION in {create destroy
                    register unregister
                    list
                    help}
"#;

pub(super) const NAME_CREATE: &str = r#"Usage: irm name create
                <name>. max 255 chars.
                [lb LB_POLICY], default: round-robin
                [sencpath <path>, default: <security_dir>/server/<name>/enc.conf]
                [scrtpath <path>, default: <security_dir>/server/<name>/crt.pem]
                [skeypath <path>, default: <security_dir>/server/<name>/key.pem]
                [cencpath <path>, default: <security_dir>/client/<name>/enc.conf]
                [ccrtpath <path>, default: <security_dir>/client/<name>/crt.pem]
                [ckeypath <path>, default: <security_dir>/client/<name>/key.pem]

where LB_POLICY in {round-robin spillover}
"#;

pub(super) const NAME_DESTROY: &str = r#"Usage: irm name destroy <name>
"#;

pub(super) const NAME_REGISTER: &str = r#"Usage: irm name register <name>
           ipcp <ipcp to register with>
           [ipcp <ipcp to register with>]
           [... (maximum 128 ipcps)]
           layer <layer to register with>
           [layer <layer to register with>]
           [... (maximum 128 layers)]
"#;

pub(super) const NAME_UNREGISTER: &str = r#"Usage: irm name unregister <name>
           ipcp <ipcp to register with>
           [ipcp <ipcp to register with>]
           [... (maximum 128 ipcps)]
           layer <layer to unregister from>
           [layer <layer to unregister from>]
           [... (maximum 128 layers)]
"#;

pub(super) const BIND: &str = r#"Usage: irm bind [OPERATION]

where OPERATION in {program process ipcp help}
"#;

pub(super) const BIND_PROGRAM: &str = r#"Usage: irm bind program <program>
           name <name>
           [auto] (instantiate program if not running)
           [-- <application arguments>]
"#;

pub(super) const BIND_PROCESS: &str = r#"Usage: irm bind process <pid> name <name>
"#;

pub(super) const BIND_IPCP: &str = r#"Usage: irm bind ipcp <name> name <name>
"#;

pub(super) const UNBIND: &str = r#"Usage: irm unbind [OPERATION]

where OPERATION in {program process ipcp help}
"#;

pub(super) const UNBIND_PROGRAM: &str = r#"Usage: irm unbind program <program>
                  [name <name> (default: unbind all names)]
"#;

pub(super) const UNBIND_PROCESS: &str = r#"Usage: irm unbind process <pid>
                  [name <name> (default: unbind all names)]
"#;

pub(super) const UNBIND_IPCP: &str = r#"Usage: irm unbind ipcp <name>
                  [name <name> (default: remove all IPCP info)]
"#;

/// A usage text in an era's words.
pub(super) fn text(usage: &str, era: Era) -> String {
    match era {
        Era::Today => usage.to_owned(),
        Era::Seed => usage.replace("udp4 udp6", "udp"),
        Era::Rumba => usage
            .replace("udp4 udp6", "udp")
            .replace("unicast", "normal")
            .replace("{ ipcp bind unbind name }", "{ ipcp bind unbind register unregister }"),
    }
}
