import type { CatalogueEntry } from '../catalogue.ts';
import { type DescribedFault, partyAtFault } from './describe-fault.ts';

/** smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait */
export const queryErrorHeaders = (fault: DescribedFault, entry: CatalogueEntry): Record<string, string> =>
  entry.isQueryCompatible ? { 'x-amzn-query-error': `${fault.query.code};${partyAtFault(fault.query.status)}` } : {};
