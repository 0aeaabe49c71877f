import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PEM texts. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

export interface Certificates {
  /** Certificate of the authority that signed the others. */
  readonly ca: string;
  /** Of another authority that signed nothing here. */
  readonly strangerCa: string;
  readonly broker: Certified;
  readonly client: Certified;
}

/** Makes certificates for one day in a folder, with openssl: an authority, a broker on 127.0.0.1, a client, and an authority nobody knows. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const text = (file: string) => readFile(path.join(folder, file), 'utf8');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  for (const name of ['ca', 'stranger']) {
    await openssl('req', '-x509', ...key, '-days', '1', '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.pem`);
  }
  const signed = async (name: string): Promise<Certified> => {
    await writeFile(path.join(folder, `${name}.ext`), 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n');
    await openssl('req', ...key, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
    await openssl('x509', '-req', '-in', `${name}.csr`, ...authority, '-days', '1', '-extfile', `${name}.ext`, '-out', `${name}.pem`);
    return { cert: await text(`${name}.pem`), key: await text(`${name}.key`) };
  };
  return {
    broker: await signed('broker'),
    client: await signed('client'),
    ca: await text('ca.pem'),
    strangerCa: await text('stranger.pem'),
  };
}
