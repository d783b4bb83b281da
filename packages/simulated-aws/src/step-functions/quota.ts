import { StateFailure } from './failure.ts';
import { type Document, documentOf, type Json } from './json.ts';

/** Bytes of UTF-8: docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const stateDataQuota = 262_144;
const mostBytesPerCharacter = 3;

export const isTooLarge = (text: string): boolean =>
  text.length * mostBytesPerCharacter > stateDataQuota && Buffer.byteLength(text) > stateDataQuota;

/** The value as a document that fits, or States.DataLimitExceeded with `what` in the words of AWS. */
export function withinQuota(value: Json, what: string): Document {
  const document = documentOf(value);
  if (isTooLarge(document.text))
    throw new StateFailure(
      'States.DataLimitExceeded',
      `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  return document;
}
