import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';

type Credentials = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

export type Signing = Readonly<{ region: string; credentials: Credentials; purpose: string; at: Date }>;

/** A header that is no AWS header and is signed all the same. */
export const purposeHeader = 'x-made-for';

/** The query of a GetCallerIdentity request as the SDK signs one into its URL, with a header of the caller's own. */
export const sign = async ({ region, credentials, purpose, at }: Signing): Promise<string> => {
  const host = `sts.${region}.amazonaws.com`;
  const request = new HttpRequest({
    method: 'GET',
    protocol: 'https:',
    hostname: host,
    path: '/',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    headers: { host, [purposeHeader]: purpose },
  });
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256: Sha256 });
  const { query } = await signer.presign(request, { signingDate: at, expiresIn: 900 });
  const signed = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) signed.append(name, String(value));
  return signed.toString();
};
