/** Of an execution of another machine of the same stack: account, Region and partition are those of the one that is known. */
export const siblingExecution = (executionArn: string, machine: string, name: string): string =>
  [...executionArn.split(':').slice(0, 6), machine, name].join(':');

/** The machine that an execution belongs to, as its ARN says: arn:aws:states:us-east-1:111122223333:execution:MACHINE:name. */
export const machineOf = (executionArn: string): string => executionArn.split(':')[6] ?? '';

export const nameOf = (executionArn: string): string => executionArn.split(':').slice(7).join(':');
