import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { proofHeader, proofLifetime, stsHostOf } from '../../shared/identity/proof.ts';

type Credentials = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

export type Signing = Readonly<{ region: string; credentials: Credentials; purpose: string; at: Date }>;

/** A GetCallerIdentity request as the SDK signs one into its URL, of which the query is the proof. It is not sent. */
export async function sign({ region, credentials, purpose, at }: Signing): Promise<string> {
  const host = stsHostOf(region);
  const request = new HttpRequest({
    method: 'GET',
    protocol: 'https:',
    hostname: host,
    path: '/',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    headers: { host, [proofHeader]: purpose },
  });
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256: Sha256 });
  const { query } = await signer.presign(request, { signingDate: at, expiresIn: proofLifetime });
  const proof = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) proof.append(name, String(value));
  return proof.toString();
}
