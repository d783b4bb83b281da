import { describe, expect, it } from 'vitest';
import { AwsFault, type Call } from '../../src/call.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { refusalOf } from '../../src/constraints/constraints.ts';
import { readTable } from '../../src/constraints/table.ts';
import { rightsOf, type Wrong, wrongsOf } from './cases.ts';
import { dispatchOf, servicesOfAws } from './services-of-aws.ts';

const validation = { missing: 'ValidationException', other: 'ValidationException' };
const errors = { missing: 'ValidationError', other: 'ValidationError' };
const parameters = { missing: 'InvalidParameterException', other: 'InvalidParameterException' };
const query = { missing: 'MissingParameter', other: 'InvalidParameterValue' };

/** The codes that AWS has, by signing name, in its own list of errors. */
const codes: Readonly<Record<string, { missing: string; other: string; more?: readonly string[] }>> = {
  monitoring: errors,
  cloudformation: errors,
  sns: errors,
  rds: query,
  elasticache: query,
  ec2: query,
  sqs: { missing: 'MissingParameter', other: 'InvalidAttributeName' },
  route53: { missing: 'InvalidInput', other: 'InvalidInput' },
  s3: {
    missing: 'InvalidRequest',
    other: 'InvalidArgument',
    more: ['MalformedXML', 'InvalidStorageClass', 'InvalidLocationConstraint', 'InvalidEncryptionAlgorithmError'],
  },
  logs: parameters,
  ecs: parameters,
  ...Object.fromEntries(
    ['events', 'scheduler', 'states', 'dynamodb', 'ssm', 'kms', 'secretsmanager', 'lambda'].map((name) => [
      name,
      validation,
    ]),
  ),
};

const names = Object.keys(codes);
const isExpected = (service: string, { what }: Wrong, code: string): boolean => {
  const { missing = '', other = '', more = [] } = codes[service] ?? {};
  return [what === 'missing' ? missing : other, ...more].includes(code);
};

const tableOf = (service: string) => {
  const table = readTable(service);
  if (table === undefined) throw new Error(`there is no table of ${service}`);
  return table;
};

/** All violations of a request in the words of most services, whatever the service itself would say first. */
const isFound = ({ path, demand }: Wrong, { message }: AwsFault): boolean =>
  message.includes(demand) ||
  message.includes(path.split('.').at(-1) ?? '') ||
  /cvc-enumeration|XML|valid|NONSENSE/.test(message);

describe('constraints on the members of requests', () => {
  it('are known of each service that is modelled, and of its operations alone', async () => {
    const { services, close } = servicesOfAws(createVirtualClock());
    const unknown = services.flatMap(({ name, operations }) =>
      Object.keys(tableOf(name).operations).filter((operation) => !Object.hasOwn(operations, operation)),
    );
    await close();
    expect(services.map(({ name }) => name).toSorted()).toEqual([...names, 'sts'].toSorted());
    expect(unknown).toEqual([]);
  });

  it.each(names)('of %s come from a release of botocore that is named', (service) => {
    expect(tableOf(service).source).toMatch(
      /^botocore \d+\.\d+\.\d+, data\/[a-z0-9]+\/\d{4}-\d\d-\d\d\/service-2\.json\.gz$/,
    );
  });

  it.each(names)('of %s refuse each member that is wrong, with its code', (service) => {
    const taken = wrongsOf(tableOf(service)).flatMap((wrong) => {
      const fault = refusalOf({ service, operation: wrong.operation, input: wrong.input });
      const isRight = fault instanceof AwsFault && isFound(wrong, fault) && isExpected(service, wrong, fault.code);
      return isRight ? [] : [`${wrong.operation} ${wrong.path} ${wrong.what}: ${fault?.code} ${fault?.message}`];
    });
    expect(taken).toEqual([]);
  });

  it('are looked at before any handler, whoever calls', async () => {
    const { services, close } = servicesOfAws(createVirtualClock());
    await close();
    const handled: string[] = [];
    const deaf = services.map((service) => {
      const handle = (_: object, { operation }: Call) => ({ number: handled.push(operation) });
      return {
        ...service,
        operations: Object.fromEntries(Object.keys(service.operations).map((name) => [name, handle])),
      };
    });
    const dispatch = dispatchOf(deaf);
    let tried = 0;
    for (const service of names)
      for (const { operation, input } of wrongsOf(tableOf(service))) {
        tried += 1;
        await expect(dispatch(service, operation, input)).rejects.toBeInstanceOf(AwsFault);
      }
    expect(handled).toEqual([]);
    expect(tried).toBeGreaterThan(2000);
  });

  it.each(names)('of %s take what is at the limit', (service) => {
    const refused = rightsOf(tableOf(service)).flatMap(({ operation, path, input }) => {
      const fault = refusalOf({ service, operation, input });
      return fault === undefined ? [] : [`${operation} ${path}: ${fault.message}`];
    });
    expect(refused).toEqual([]);
  });
});
