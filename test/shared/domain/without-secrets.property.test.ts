import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outsideText } from '../../../shared/domain/outside-text.ts';
import { withoutSecrets } from '../../../shared/domain/without-secrets.ts';

const letters = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const textOf = (characters: string, least = 6, most = 30) =>
  fc
    .array(fc.constantFrom(...characters), { minLength: least, maxLength: most })
    .map((all) => all.join(''))
    // A short one may be found by chance in what stands around it.
    .map((text) => `Zq7${text}`);

const plain = textOf(letters);
const wild = textOf(`${letters}!$%^*_~.+-`);
const wildest = textOf(`${letters}!$%^*_~.+-&;:@#/?,(){}[]<>= `);

/** How a secret stands where it does not belong, and what it may be made of there. */
const shapes: Readonly<Record<string, readonly [fc.Arbitrary<string>, (secret: string) => string]>> = {
  'login of a URL': [wild, (s) => `connect to postgres://app:${s}@db.example.com:5432/orders failed`],
  'login of a URL that nobody has escaped': [textOf(`${letters}@/`), (s) => `mysql://app:x${s}@db.example.com/orders`],
  'token in place of a login': [plain, (s) => `fatal: https://${s}@github.example/a.git not found`],
  'login without a scheme': [wild, (s) => `dial app:${s}@tcp(db:3306)/orders: refused`],
  'password in a query': [wild, (s) => `GET https://a.example/x?b=1&password=${s}&c=2 gave 500`],
  'token in a query': [plain, (s) => `https://a.example/x?access_token=${s}`],
  'signature of a presigned URL': [plain, (s) => `https://b.s3.amazonaws.com/a?X-Amz-Signature=${s}&X-Amz-Date=1`],
  ...Object.fromEntries(
    ['password', 'credential', 'credentials', 'pwd', 'pass', 'apikey', 'api_key', 'access_key', 'secretAccessKey'].map(
      (key) => [`JSON key ${key}`, [wildest, (s: string) => `{"${key}":${JSON.stringify(s)},"a":1}`] as const],
    ),
  ),
  ...Object.fromEntries(
    [
      'db_password',
      'client_secret',
      'SecretString',
      'x-amz-security-token',
      'Authorization',
      'private_key',
      'auth',
    ].map((key) => [`JSON key ${key}`, [wildest, (s: string) => `{"a":1, "${key}": ${JSON.stringify(s)} }`] as const]),
  ),
  'JSON within JSON': [wildest, (s) => JSON.stringify({ body: JSON.stringify({ password: s }) })],
  'JSON within JSON within JSON': [
    wild,
    (s) => JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ pwd: s }) }) }),
  ],
  'JSON that is cut off': [wildest, (s) => `{"password":"${s.replaceAll('"', '')}`],
  'object under credentials': [wild, (s) => `{"credentials":{"user":"app","value":"${s}"}}`],
  'list of secrets': [plain, (s) => `{"tokens":["${s}"]}`],
  'environment of a container': [wild, (s) => `{"name":"DB_PASSWORD","value":"${s}"}`],
  'tag of a resource': [wild, (s) => `{"Key":"ApiToken","Value":"${s}"}`],
  'dictionary of Python': [wild, (s) => `{'password': '${s}', 'a': 1}`],
  'hash of Ruby': [wild, (s) => `{:a => 1, "password" => "${s}"}`],
  'environment of a shell': [wild, (s) => `PGPASSWORD=${s} psql: error`],
  'export of a shell': [wild, (s) => `export AWS_SECRET_ACCESS_KEY='${s}'`],
  'words of libpq': [textOf(`${letters}!$%^*_~.+-`), (s) => `host=db user=app password=${s} dbname=orders`],
  'connection string': [wild, (s) => `Server=db;User Id=app;Pwd=${s};Encrypt=true`],
  'key of an account': [plain, (s) => `AccountName=a;AccountKey=${s};EndpointSuffix=core`],
  YAML: [wild, (s) => `user: app\npassword: ${s}\nhost: db`],
  'no blank after the colon': [wild, (s) => `password:${s}`],
  'camel case': [wild, (s) => `dbPass=${s}, retries=3`],
  bearer: [plain, (s) => `curl -H "Authorization: Bearer ${s}" https://a.example`],
  basic: [plain, (s) => `sent Authorization: Basic ${s}=`],
  'bearer without its header': [plain, (s) => `the header was Bearer ${s}7`],
  cookie: [wild, (s) => `Set-Cookie: session=${s}; Path=/`],
  option: [wild, (s) => `ran: tool --db-password ${s} --verbose`],
  'option with a sign': [wild, (s) => `ran: tool --token=${s}`],
  'user of curl': [plain, (s) => `curl -u app:${s} https://a.example`],
  SQL: [wild, (s) => `syntax error in ALTER ROLE app PASSWORD '${s}'`],
  'SQL of MySQL': [wild, (s) => `CREATE USER app IDENTIFIED BY '${s}'`],
  XML: [wild, (s) => `<login><user>app</user><password>${s}</password></login>`],
  SOAP: [wild, (s) => `<wsse:Password Type="text">${s}</wsse:Password>`],
  'private key': [plain, (s) => `-----BEGIN RSA PRIVATE KEY-----\nMIIE${s}\n-----END RSA PRIVATE KEY-----\nok`],
  'private key that is cut off': [plain, (s) => `-----BEGIN OPENSSH PRIVATE KEY-----\\nb3Bl${s}`],
  'web token': [plain, (s) => `id eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx${s}.${s} expired`],
  'key of AWS': [fc.constantFrom('AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE'), (s) => `the key ${s} is unknown`],
  'secret key of AWS': [fc.constant('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'), (s) => `signed with ${s} in vain`],
  'address of Slack': [plain, (s) => `failed: https://hooks.slack.com/services/T0/B0/${s} said no_team`],
  'key of an AI': [plain, (s) => `used sk-proj-0123456789${s} for it`],
  'password in a sentence': [plain, (s) => `by the way, the password is ${s}, try it`],
  'token of GitHub': [plain, (s) => `remote: ghp_0123456789${s} is revoked`],
};

const around = fc.constantFrom('', 'it failed: ', 'Error at 12:30 -- ', '{"status":"ok"} then ', 'a\nb\n');

describe.each(Object.entries(shapes).map(([shape, [secret, put]]) => ({ shape, secret, put })))(
  'a secret that stands as $shape',
  ({ secret, put }) => {
    it('is not kept, whatever stands before it', () => {
      fc.assert(
        fc.property(secret, around, (one, before) => {
          const text = `${before}${put(one)}`;
          expect(withoutSecrets(text)).not.toContain(one);
          expect(outsideText(text, 2000)).not.toContain(one);
        }),
      );
    });
  },
);

describe('ordinary text', () => {
  it.each([
    'User: arn:aws:sts::111122223333:assumed-role/lifeboat-dev-PromoteReplicaRole-0A1B2C3D4E5F/lifeboat-dev-promoteReplica is not authorized to perform: rds:PromoteReadReplica on resource: arn:aws:rds:us-east-1:111122223333:db:shielda-replica-us-east-1 because no identity-based policy allows the rds:PromoteReadReplica action',
    'not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:111122223333:secret:shielda/lifeboat-reader-AbCdEf',
    'password authentication failed for user "lifeboat_reader"',
    "Secrets Manager can't find the specified secret.",
    'The security token included in the request is expired',
    'The request signature we calculated does not match the signature you provided.',
    'Threshold Crossed: 3 out of the last 3 datapoints [12.0 (05/01/26 03:00:00), 9.0] were greater than the threshold (1.0).',
    'CannotPullContainerError: failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/shielda/control-plane@sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0: not found',
    'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/shielda/0123456789abcdef)',
    'getaddrinfo ENOTFOUND shielda-replica-us-east-1.c0ffee.us-east-1.rds.amazonaws.com',
    'connect ECONNREFUSED 10.0.12.7:5432',
    'https://example.com:8443/a/b?email=ada@example.com#top is not reachable',
    'see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html',
    'mail ada@example.com, or call 555-0100',
    'Multi-AZ instance failover completed: db-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    'bypass: yes, author: Ada, compass: north, passed: 3 of 4, keys: 12, key=value, passage=long',
    'Basic authentication failed; the bearer of this letter waits',
    'relation "tokens" does not exist; column "password_hash" is missing',
    'execution lifeboat-prod-recover:orders-20260105T030000Z-1 timed out after 21,600 s',
    'version 18.4.0-beta.17 of commit 849f4f4c1b2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f',
    'checks 550e8400-e29b-41d4-a716-446655440000 and 5e1da000-0002-4000-8000-000000000002',
    '12:30:45.678 [info] GET /api/health 200 "ok" in 12 ms',
    'block 17 of relation base/16384/16402 has wrong checksum',
  ])('stays as it is: %s', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });

  it('is as it was for any words that name no secret', () => {
    const word = fc.constantFrom(
      ...[
        'the',
        'primary',
        'Region',
        'us-west-2',
        'is',
        'lost',
        'since',
        '03:00:12',
        '(2 of 3)',
        '[ok]',
        '{"a":1}',
        'a=b',
      ],
      ...[
        'db.example.com:5432',
        'https://a.example/b',
        '99.9%',
        'key:',
        'value',
        '"quoted"',
        "it's",
        'x@y.example',
        '--force',
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (all) => {
        const text = all.join(' ');
        expect(withoutSecrets(text)).toBe(text);
      }),
    );
  });

  it('is not looked at for ever, whatever it is', () => {
    const piece = fc.constantFrom(
      '"',
      '\\',
      'password',
      ':',
      '@',
      'a',
      '://',
      '-----BEGIN PRIVATE KEY',
      'eyJ',
      '{',
      'aA1',
      ' ',
      '<',
      '=',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (all) => {
        const text = all.join('').repeat(4000);
        expect(outsideText(text).length).toBeLessThanOrEqual(300);
      }),
      { numRuns: 60 },
    );
  });
});
