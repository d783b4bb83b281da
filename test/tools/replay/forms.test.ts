import { describe, expect, it } from 'vitest';
import { BadInput } from '../../../tools/bad-input.ts';
import { type History, readAlarmHistory } from '../../../tools/replay/read-alarm-history.ts';
import { fileOf, turned } from './history.ts';

const alarm = 'api-5xx';
const down = turned(alarm, '2026-01-05T03:00:00Z', ['OK', 'ALARM']);
const up = turned(alarm, '2026-01-05T03:20:00Z', ['ALARM', 'OK']);
const items = [up, down];

const read = (content: string | Uint8Array): Promise<History> =>
  readAlarmHistory([fileOf('history.json', content)], {
    isWanted: (name) => name === alarm,
    progress: () => undefined,
  });
const withTimes = (timeOf: (at: Date) => unknown): string =>
  JSON.stringify({ AlarmHistoryItems: items.map((one) => ({ ...one, Timestamp: timeOf(new Date(one.Timestamp)) })) });
const seconds = (at: Date): string => at.toISOString().slice(0, 19);
const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'));

const expected = [
  { alarm, at: '2026-01-05T03:00:00.000Z', news: { kind: 'turned', from: 'OK', to: 'ALARM' } },
  { alarm, at: '2026-01-05T03:20:00.000Z', news: { kind: 'turned', from: 'ALARM', to: 'OK' } },
];

describe('one and the same history', () => {
  const page = withTimes((at) => at.toISOString());
  const forms: [printedBy: string, content: string | Uint8Array][] = [
    ['the command line, version 2', withTimes((at) => `${seconds(at)}.000000+00:00`)],
    ['the command line, version 1', page],
    ['the command line with cli_timestamp_format wire', withTimes((at) => at.getTime() / 1000)],
    ['json.dumps(…, default=str) of boto3', withTimes((at) => `${seconds(at).replace('T', ' ')}+00:00`)],
    ['isoformat() of boto3', withTimes((at) => `${seconds(at)}+00:00`)],
    ['a machine in Tokyo', withTimes((at) => `${seconds(new Date(at.getTime() + 32_400_000))}+0900`)],
    ['a client that counts milliseconds', withTimes((at) => at.getTime())],
    ['ConvertTo-Json of PowerShell 5', withTimes((at) => `/Date(${at.getTime()})/`)],
    ['PowerShell, its constants as objects', page.replaceAll('"StateUpdate"', '{"Value":"StateUpdate"}')],
    ['> of PowerShell 5, in UTF-16', utf16(page)],
    ['UTF-16 without its mark', Uint8Array.from(Buffer.from(page, 'utf16le'))],
    ['a file with the mark of UTF-8', `\ufeff${page}`],
    [
      'a page that says that no more follow',
      page.replace(/}$/, ',"NextToken":null,"ResponseMetadata":{"HTTPHeaders":{}}}'),
    ],
    ['--query AlarmHistoryItems', JSON.stringify(JSON.parse(page).AlarmHistoryItems, undefined, 1)],
    [
      'jq, one item a line',
      items.map((one) => JSON.stringify({ ...one, Timestamp: new Date(one.Timestamp) })).join('\n'),
    ],
  ];
  it.each(forms)('is read as %s prints it', async (_who, content) => {
    const wanted = expected.map((one) => ({
      ...one,
      at: expect.stringMatching(new RegExp(`^${one.at.slice(0, 19)}`)),
    }));
    expect((await read(content)).items).toEqual(wanted);
  });
});

describe('what cannot be read', () => {
  const bad = (change: object): string => JSON.stringify({ AlarmHistoryItems: [up, { ...down, ...change }] });
  const refused: [what: string, content: string | Uint8Array, why: RegExp][] = [
    [
      'a time without its zone',
      bad({ Timestamp: '2026-01-05 03:00:00' }),
      /^history\.json: AlarmHistoryItems\.1\.Timestamp: "2026-01-05 03:00:00" is no time with its zone/,
    ],
    [
      'a time that there is not',
      bad({ Timestamp: '2026-13-05T03:00:00Z' }),
      /AlarmHistoryItems\.1\.Timestamp: "2026-13-05/,
    ],
    ['no time', bad({ Timestamp: undefined }), /AlarmHistoryItems\.1\.Timestamp: nothing is no time/],
    ['no name', bad({ AlarmName: 7 }), /AlarmHistoryItems\.1\.AlarmName: /],
    [
      'a turn without its states',
      bad({ HistoryData: '{"version":"1.0"}', HistorySummary: 'updated' }),
      /AlarmHistoryItems\.1\.HistoryData: neither/,
    ],
    [
      'an item of a list',
      `[${JSON.stringify({ ...down, Timestamp: 'soon' })}]`,
      /^history\.json: 0\.Timestamp: "soon"/,
    ],
    ['YAML', 'AlarmHistoryItems:\n- AlarmName: api-5xx\n', /^history\.json is not JSON: .*--output json/],
    ['a file that was cut off', JSON.stringify({ AlarmHistoryItems: items }).slice(0, -30), /is cut off/],
    ['a file that was cut off between two items', `{"AlarmHistoryItems":[${JSON.stringify(up)},`, /is cut off/],
    ['an empty file', '', /it is empty/],
    [
      'a list of alarms',
      '{"MetricAlarms":[],"CompositeAlarms":[]}',
      /it has MetricAlarms, CompositeAlarms at its top, and not AlarmHistoryItems/,
    ],
    [
      'events',
      '{"version":"0","detail-type":"CloudWatch Alarm State Change"}',
      /it has version, detail-type at its top/,
    ],
    ['a word', '"history"', /it has "history" at its top/],
    ['other JSON of any length', JSON.stringify({ Datapoints: 'x'.repeat(17_000_000) }), /16 MB without an item/],
  ];
  it.each(refused)('is named: %s', async (_what, content, why) => {
    const error = await readAlarmHistory([fileOf('history.json', content, 1_000_000)], {
      isWanted: (name) => name === alarm,
      progress: () => undefined,
    }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadInput);
    expect(String(error).replace('BadInput: ', '')).toMatch(why);
    expect(String(error)).not.toContain('\n');
  });

  it('does not matter in an alarm of others', async () => {
    const other = { ...down, AlarmName: 'cpu', Timestamp: 'soon', HistorySummary: undefined, HistoryData: undefined };
    const { items: kept, alarms } = await read(JSON.stringify({ AlarmHistoryItems: [up, other, down] }));
    expect(kept).toHaveLength(2);
    expect(alarms).toEqual([alarm, 'cpu']);
  });
});
