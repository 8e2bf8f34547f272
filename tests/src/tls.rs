use std::{net::SocketAddr, sync::Arc};

use rustls::{ServerConfig, pki_types::PrivateKeyDer};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::TlsAcceptor;

use crate::runtime;

/// TLS before a plain server, with a certificate of an authority of its own.
pub struct TlsFront {
    /// `https://localhost:PORT`.
    pub url: String,
    /// The authority's certificate, as PEM.
    pub ca_pem: String,
    task: JoinHandle<()>,
}

impl TlsFront {
    /// Stands before the server at an `http://` address, with a certificate for these names.
    pub fn before(url: &str, names: &[&str]) -> Self {
        let behind: SocketAddr = url.trim_start_matches("http://").parse().expect("an address");
        let (config, ca_pem) = certificate(names);
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = runtime().block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let task = runtime().spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(forward(acceptor.clone(), client, behind));
            }
        });
        Self { url: format!("https://localhost:{port}"), ca_pem, task }
    }
}

impl Drop for TlsFront {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn forward(acceptor: TlsAcceptor, client: TcpStream, behind: SocketAddr) {
    let (Ok(mut client), Ok(mut server)) = (acceptor.accept(client).await, TcpStream::connect(behind).await) else {
        return;
    };
    let _ = copy_bidirectional(&mut client, &mut server).await;
}

fn certificate(names: &[&str]) -> (ServerConfig, String) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let ca_key = rcgen::KeyPair::generate().expect("a key");
    let mut ca = rcgen::CertificateParams::new(Vec::<String>::new()).expect("parameters");
    ca.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let ca_certificate = ca.self_signed(&ca_key).expect("a certificate");
    let issuer = rcgen::Issuer::new(ca, ca_key);
    let key = rcgen::KeyPair::generate().expect("a key");
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let leaf =
        rcgen::CertificateParams::new(names).expect("parameters").signed_by(&key, &issuer).expect("a certificate");
    let private = PrivateKeyDer::try_from(key.serialize_der()).expect("a private key");
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![leaf.der().clone()], private);
    (config.expect("a server configuration"), ca_certificate.pem())
}
