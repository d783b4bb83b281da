import { isObject, jsonOf } from '../json.ts';
import { callAws, type ErrorNames, metadataOf, type Submit } from './integration.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html: a Message that is not text is sent as JSON. */
const names: ErrorNames = {
  prefix: 'SNS',
  service: 'AmazonSNS',
  unlisted: 'AmazonSNSException',
  nameOf: (code) => (code.endsWith('Exception') ? code : `${code}Exception`),
};

export const publishToSns: Submit = async (call) => {
  const { Message, ...rest } = call.parameters;
  const text = typeof Message === 'string' ? Message : JSON.stringify(Message);
  const answer = await callAws(
    call,
    { service: 'sns', operation: 'Publish', input: { ...rest, Message: text } },
    names,
  );
  const output = jsonOf(answer);
  return { output: { ...(isObject(output) ? output : {}), ...metadataOf(call.requestId) } };
};
