import { AwsFault } from '../call.ts';
import type { Address } from './address.ts';
import type { CatalogueEntry } from './catalogue.ts';

export function unidentified(entry: CatalogueEntry, accessKeyId: string | undefined): AwsFault {
  if (entry.protocol === 'ec2Query') return ec2AuthFailure();
  return accessKeyId === undefined ? withoutKey(entry) : withUnknownKey(entry);
}

/** docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html: EC2 does not say which of the two it is. */
const ec2AuthFailure = (): AwsFault =>
  new AwsFault('AuthFailure', 'AWS was not able to validate the provided access credentials', { status: 401 });

const withoutKey = (entry: CatalogueEntry): AwsFault =>
  isJsonRpc(entry)
    ? new AwsFault('MissingAuthenticationTokenException', 'Missing Authentication Token')
    : new AwsFault('MissingAuthenticationToken', 'Missing Authentication Token', { status: 403 });

/**
 * Requests that AWS turns away before the service sees them, in each protocol's own words:
 * docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html, …/AmazonS3/latest/API/ErrorResponses.html
 */
const isJsonRpc = ({ protocol }: CatalogueEntry): boolean => protocol.startsWith('awsJson');

function withUnknownKey(entry: CatalogueEntry): AwsFault {
  if (entry.name === 's3')
    return new AwsFault('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      status: 403,
    });
  const message = 'The security token included in the request is invalid.';
  if (isJsonRpc(entry)) return new AwsFault('UnrecognizedClientException', message);
  const code = entry.protocol === 'restJson1' ? 'UnrecognizedClientException' : 'InvalidClientTokenId';
  return new AwsFault(code, message, { status: 403 });
}

/** A client of one Region that talks to another: its signature names the wrong Region. */
export function misdirected(entry: CatalogueEntry, { region, hostRegion }: Address): AwsFault | undefined {
  if (hostRegion === undefined || hostRegion === region) return undefined;
  const message = `Credential should be scoped to a valid region, not '${region}'.`;
  if (entry.name === 's3') return new AwsFault('AuthorizationHeaderMalformed', message);
  if (entry.protocol === 'ec2Query') return ec2AuthFailure();
  return isJsonRpc(entry)
    ? new AwsFault('InvalidSignatureException', message)
    : new AwsFault('SignatureDoesNotMatch', message, { status: 403 });
}
