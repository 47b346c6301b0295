//! An authority, and certificates it gave to an engine on the loopback address and to who may use that.

use std::{
    fs,
    path::Path,
    process::{Command as Process, Stdio},
};

/// Makes `ca.pem`, `server.pem`, `server-key.pem`, `cert.pem` and `key.pem` in a folder.
pub fn make(folder: &Path) {
    openssl(folder, &format!("req -x509 -nodes {NEW} -subj /CN=suite-authority -keyout ca-key.pem -out ca.pem"));
    for (key, cert, name, usage) in [
        ("server-key.pem", "server.pem", "/CN=engine", "serverAuth\nsubjectAltName=IP:127.0.0.1"),
        ("key.pem", "cert.pem", "/CN=conga", "clientAuth"),
    ] {
        fs::write(folder.join("extensions"), format!("extendedKeyUsage={usage}\n")).expect("written");
        openssl(folder, &format!("req -nodes {NEW} -subj {name} -keyout {key} -out request.pem"));
        openssl(
            folder,
            &format!(
                "x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -extfile extensions -out {cert}"
            ),
        );
    }
}

const NEW: &str = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1";

fn openssl(folder: &Path, words: &str) {
    let mut openssl = Process::new("openssl");
    openssl.current_dir(folder).args(words.split(' ')).stdin(Stdio::null());
    let done = openssl.output().expect("openssl");
    assert!(done.status.success(), "{words}: {}", String::from_utf8_lossy(&done.stderr));
}
