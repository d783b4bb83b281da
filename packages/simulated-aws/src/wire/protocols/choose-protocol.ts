import type { IncomingHttpHeaders } from 'node:http';
import type { CatalogueEntry } from '../catalogue.ts';
import { cborRpc } from './cbor-rpc.ts';
import { ec2Query } from './ec2-query.ts';
import { jsonRpc } from './json-rpc.ts';
import type { Protocol } from './protocol.ts';
import { awsQuery } from './query.ts';
import { rawJson } from './raw-json.ts';
import { restJson, restXml } from './rest.ts';

/**
 * What a request speaks, by its own word: the command line and older SDKs call CloudWatch in the query protocol, newer ones
 * in JSON or CBOR. The catalogue decides where the request says nothing. Undefined: a protocol that is not modelled.
 */
export function createProtocols() {
  const json10 = jsonRpc('1.0');
  const json11 = jsonRpc('1.1');
  const rest = { restJson1: restJson(), restXml: restXml() };
  const byName = { awsQuery, ec2Query, 'awsJson1.0': json10, 'awsJson1.1': json11, ...rest };

  return (headers: IncomingHttpHeaders, entry: CatalogueEntry): Protocol | undefined => {
    if (entry.isRaw) return rawJson;
    if (entry.protocol.startsWith('rest') || entry.protocol === 'ec2Query') return byName[entry.protocol];
    const smithyProtocol = headers['smithy-protocol'];
    if (smithyProtocol !== undefined) return smithyProtocol === 'rpc-v2-cbor' ? cborRpc : undefined;
    const contentType = headers['content-type'] ?? '';
    if (headers['x-amz-target'] !== undefined) return contentType.includes('json-1.1') ? json11 : json10;
    return contentType.includes('x-www-form-urlencoded') ? awsQuery : byName[entry.protocol];
  };
}
