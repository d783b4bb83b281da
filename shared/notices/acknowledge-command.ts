/** How a person says that a run has been seen and is over; from then on the plan may start by itself again. */
export const acknowledgeLines = ({
  plan,
  runId,
  region,
  controlTable,
}: Readonly<{ plan: string; runId: string; region: string; controlTable: string }>): string[] => {
  const item = `{"key":{"S":"acknowledgement#${plan}"},"runId":{"S":"${runId}"},"operator":{"S":"<your name>"},"reason":{"S":"<why>"}}`;
  return [
    'Nothing starts by itself for this plan until somebody acknowledges its last run:',
    `aws dynamodb put-item --region ${region} --table-name ${controlTable} --item '${item}'`,
  ];
};
