import type { PackagedStack } from '../../../rehearsal/packaging/package-stack.ts';
import { ask } from '../../rehearsal/scene-tools.ts';
import type { Scene } from '../../support/virtual-run.ts';

const bucket = 'shielda-dumps';
const found = JSON.stringify({
  ...{ id: 'dumps', region: 'standby', maxAge: 93_600 },
  backupObjects: { bucket, prefix: '', minBytes: 1 },
});

const listed = JSON.stringify({ Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${bucket}` });
const beforeStatements = '"PolicyName":"find-backup","PolicyDocument":{"Version":"2012-10-17","Statement":[';

/** The stack as it would be packaged if the plan named dumps in a bucket besides its database. */
export const withDumps = (packaged: PackagedStack): PackagedStack => ({
  ...packaged,
  template: JSON.parse(JSON.stringify(packaged.template).replace(beforeStatements, `${beforeStatements}${listed},`)),
  codeOf: (key) => {
    const { code, file } = packaged.codeOf(key);
    return { code: code.replaceAll('restoreVerification:[', `restoreVerification:[${found},`), file };
  },
});

/** A young dump lies in the bucket. */
export const dump = async (scene: Scene): Promise<void> => {
  await ask(scene, { what: 's3:CreateBucket', input: { Bucket: bucket } });
  await ask(scene, { what: 's3:PutObject', input: { Bucket: bucket, Key: 'shielda.dump', Body: Buffer.from('rows') } });
};
