export const rules = {
  internalTitle: 'Internal traffic',
  internalText:
    'Events that fit any of these rules are your own team’s: they are stored, marked as internal, and left out of reports by default. Rules apply to events that arrive from now on, within seconds; what is stored stays as it is. Bots are told by their user agent, without a rule.',
  internalNone: 'No rules: nothing counts as internal.',
  emailHelp:
    'The address must come with the event: as the user id, in traits or context.traits, or as a property named email.',
  privacyTitle: 'Privacy',
  privacyText:
    'These fields are dropped or hashed before an event is stored anywhere. A hash is the same for the same value of this project, so it can still be counted, and cannot be turned back. Rules apply from now on, within seconds; what is stored stays as it is.',
  privacyNone: 'No rules: all properties and traits are stored as sent.',
  keepIp: 'Keep IP addresses',
  keepIpHelp:
    'Off: the address tells the country and internal traffic, then is dropped. On: it is stored with each event as $ip.',
  add: 'Add rule',
  remove: 'Remove rule %{number}',
  field: 'Field',
  property: 'Name',
  operator: 'Operator',
  value: 'Value',
  action: 'Action',
  kind: {
    userId: 'User id',
    emailDomain: 'E-mail domain',
    ip: 'IP address',
    property: 'Event property',
  },
  operators: {
    equals: 'equals',
    contains: 'contains',
    startsWith: 'starts with',
    endsWith: 'ends with',
  },
  place: { properties: 'Event property', traits: 'Person trait' },
  actions: { drop: 'Drop', hash: 'Hash' },
};
