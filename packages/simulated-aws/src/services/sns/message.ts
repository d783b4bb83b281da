import type { PublishInput } from '@aws-sdk/client-sns';
import { invalidParameter } from './faults.ts';

/** 256 KiB, attributes included, unless the topic's own limit was raised, which is not modelled. */
const mostBytes = 262_144;
const subjectEnds = 100;
const controlCharacter = /\p{Cc}/u;

type TextFor = (protocol: string) => string;

/** The texts that subscribers get, once everything that SNS would refuse has been refused. */
export function checkMessage(input: PublishInput): TextFor {
  const { Message, Subject, MessageStructure, MessageAttributes } = input;
  if (Message === undefined || Message === '') throw invalidParameter('Empty message');
  checkSubject(Subject);
  if (Buffer.byteLength(Message) + attributeBytes(MessageAttributes) > mostBytes)
    throw invalidParameter('Message too long');
  return textsOf(Message, MessageStructure);
}

function checkSubject(subject: string | undefined): void {
  if (subject === undefined) return;
  if (subject === '' || subject.length >= subjectEnds || controlCharacter.test(subject))
    throw invalidParameter('Subject');
}

function attributeBytes(attributes: PublishInput['MessageAttributes'] = {}): number {
  let bytes = 0;
  for (const [name, { DataType = '', StringValue = '', BinaryValue }] of Object.entries(attributes))
    bytes += Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.length ?? 0);
  return bytes;
}

/** With MessageStructure `json` each protocol has a text of its own, and `default` is what the others get. */
function textsOf(message: string, structure: string | undefined): TextFor {
  if (structure === undefined) return () => message;
  if (structure !== 'json') throw invalidParameter('MessageStructure');
  const texts = parsed(message);
  const usual = isObject(texts) ? texts.default : undefined;
  if (!isObject(texts) || typeof usual !== 'string')
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  return (protocol) => {
    const own = texts[protocol];
    return typeof own === 'string' ? own : usual;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
