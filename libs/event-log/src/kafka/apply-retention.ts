import { type Admin, ConfigResourceTypes, ConfigSource } from 'kafkajs';

const DAY_MS = 86_400_000;

export const retentionMs = (days: number | undefined): string =>
  days === undefined ? '-1' : String(days * DAY_MS);

/** How long an existing topic keeps its records. What else was set on the topic stays as it is. */
export async function applyRetention(admin: Admin, topic: string, days: number): Promise<void> {
  const type = ConfigResourceTypes.TOPIC;
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type, name: topic }],
  });
  const own = (resources[0]?.configEntries ?? []).filter(
    ({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG,
  );
  const wanted = retentionMs(days);
  if (own.some(({ configName, configValue }) => configName === 'retention.ms' && configValue === wanted))
    return;
  const others = own.filter(({ configName }) => configName !== 'retention.ms');
  // The request replaces all settings of the topic, so the others are said again.
  const configEntries = [
    ...others.map(({ configName, configValue }) => ({ name: configName, value: configValue })),
    { name: 'retention.ms', value: wanted },
  ];
  await admin.alterConfigs({ validateOnly: false, resources: [{ type, name: topic, configEntries }] });
}
