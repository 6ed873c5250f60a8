import { type PROBLEM_CODES, type STATUS_CODES } from './problem-codes.js';
import type { ProblemValues } from './problem.js';

/**
 * Codes of sentences by their wording, for faults that are not given one where they are thrown; `%{name}` stands for a value. A
 * sentence that is worded anew is worded anew here, too, and keeps its code (docs/adr/0037-codes-of-sentences.md).
 */
export const PROBLEM_SENTENCES = {
  address_needed: 'must be an http(s) address',
  address_plain: 'must be an address that begins with https:// or http://, without a user name or password',
  alert_answered: 'The channel %{host} answered %{status}: %{said}',
  alert_answered_nothing: 'The channel %{host} answered %{status} without a word',
  alert_channel_gone: 'The channel was removed meanwhile.',
  alert_channel_unknown: 'the alert has no such channel to keep',
  alert_column: 'must be one of: %{allowed}',
  alert_inside:
    'The channel %{host} could not be reached: its address is of the inside, which is reached only where GROUNDSWELL_WEBHOOK_ADDRESSES lists it',
  alert_kind: 'a report of %{kind} cannot be watched; use one of %{allowed}',
  alert_mail: 'The mail server did not take it: %{reason}',
  alert_no_breakdown: 'the report has no breakdown',
  alert_no_mail: 'No mail server is set: set SMTP_URL and MAIL_FROM, then start again.',
  alert_no_trend: 'the funnel has no trend: save it with one, by day, week or month',
  alert_period: 'must be a period of the report, 0 to %{most}',
  alert_refused: 'The channel %{host} refused it: %{said}',
  alert_test_limit:
    'A project sends at most %{most} test messages a minute. Try again in %{seconds} seconds.',
  alert_unreached: 'The channel %{host} could not be reached: %{reason}',
  already_fixed: 'is fixed since the start. Stop this experiment and begin another to test something else',
  archive_encrypted: 'The zip is encrypted; send it without a password.',
  archive_nested: 'A %{format} file lies inside an archive; unpack that first.',
  archive_slow: 'The zstd data take too long to unpack; compress the file again without --long and --ultra.',
  archive_too_big: 'The file unpacks to more than %{most} times its size; unpack it first.',
  archive_too_deep: 'The file is packed more than three times over; unpack it first.',
  archive_too_many: 'The zip has more than %{most} files.',
  archive_unreadable: [
    'The zip cannot be read: %{reason}.',
    'The gzip data is damaged or ends too early.',
    'The zstd data is damaged or ends too early.',
    'The file is not brotli, as its name says, or it is damaged.',
  ],
  archive_window:
    'The zstd data need a window of more than %{most} MiB, which zstd itself does not unpack unless told to; compress the file again without --long.',
  asker_gone: 'Whoever sent the request did not wait for its answer.',
  bandit_clusters: 'moves people one by one, and not with their cluster',
  bandit_goal: 'a bandit cannot follow a %{type}: choose a proportion, count, revenue, retention or funnel',
  bandit_holdout: 'is not for holdouts, which stay as they are',
  behind_cell_missing: 'The answer has no cell with %{field} %{value}; take it from a row of the answer.',
  bracket_backwards: 'The bracket [%{bracket}] ends before it begins.',
  bracket_too_far: "A bracket may end at most %{most} periods after the cohort's own.",
  brackets_needed: 'Mode "bracket" needs brackets, e.g. [[1, 3], [4, 7]].',
  breakdown_unknown:
    '"%{property}" is no property to filter or break down by; there are %{known}, properties.NAME, person.NAME and cohort (to break down by: cohort.ID).',
  campaign_needed: 'name the campaign, or give its id (campaignId)',
  campaign_parent: 'is no %{level} of this project',
  campaign_parent_none: 'a campaign is under nothing',
  campaign_there: 'is there already on this platform',
  channel_click_ids: 'must be names of click ids: %{known}',
  channel_click_operator: 'must be is, isNot, isSet or isNotSet for click ids',
  channel_key: 'must begin with a letter a-z and have at most 40 of a-z, 0-9 and _',
  character_unstorable: [
    'holds a character that cannot be stored',
    'holds a NUL character or half of a surrogate pair, which cannot be stored',
    'must not hold control characters or halves of characters',
  ],
  code_letters: 'must have 3 to 64 letters, digits, - or _',
  cohort_filter_operator: 'A filter on cohort goes by eq, neq, in or notIn, not by %{operator}.',
  cohort_filter_value: 'A filter on cohort needs the id of a cohort as value.',
  cohort_ids_needed: 'must be 1 to 12 ids with commas between',
  cohort_who: [
    'exactly one of definition, ids and csv says who is in it',
    'or csv says which: exactly one of the two',
  ],
  condition_deep: 'must not be nested more than %{most} deep',
  condition_everywhere:
    'is no condition on all attributes: these are $and, $or, $nor, $not and $savedGroup; put %{operator} inside an attribute, as {"attribute": {"%{again}": …}}',
  condition_group: 'must be the name of a saved group',
  condition_id: 'must be {"id": "…"}',
  condition_list: 'must be a list of conditions',
  condition_list_value: 'must be a list',
  condition_mixed: 'mixes operators ($…) with fields, and would be compared as it stands',
  condition_object: 'must be an object such as {"country": "DE"}',
  condition_one_of: 'must be one of %{allowed}',
  condition_operator: 'is no operator; there are %{known}',
  condition_regex: 'must be a regular expression',
  condition_slow: 'repeats what is repeated, which can take very long; write it without, or as a list',
  convention_no_part: 'names no part: write e.g. {country}_{objective}_{audience}',
  convention_touching: 'has two parts with nothing between them',
  convention_twice: 'names a part twice',
  conversion_given_up: 'Given up after %{attempts} attempts: %{reason}',
  conversion_gone: 'Its event or its person is not stored any more.',
  conversion_inside:
    'The network could not be reached: its address is of the inside, which is reached only where GROUNDSWELL_WEBHOOK_ADDRESSES lists it',
  conversion_no_click: 'There was no click of %{network} (%{click}) before it.',
  conversion_no_consent: '%{property} does not say that the person agrees.',
  conversion_no_value: 'Meta takes a Purchase only with a value and a currency.',
  conversion_nobody: [
    'There is nothing to tell %{network} who it was.',
    'There is neither a click of %{network} nor an e-mail address or phone number.',
    'There is neither a click of %{network} nor a phone number.',
  ],
  conversion_old: 'It is older than the network takes.',
  conversion_split: 'Too many of its batch were refused; it is sent with another.',
  conversion_state: 'It is %{state}: only %{allowed} can be resent.',
  conversion_redirected: 'HTTP %{status}: redirected',
  conversion_uncoded: 'HTTP %{status} without a code',
  conversion_unreached: 'The network could not be reached: %{reason}',
  country_code: 'must be an ISO 3166-1 code, as DE',
  credentials_again: 'must be given again with another address',
  csv_columns_missing: 'The first line must name the columns %{columns}; it lacks %{missing}.',
  csv_not_taken: 'No CSV file or .xlsx workbook is taken here.',
  csv_one_way: 'give the file as csv (text) or as base64 (bytes), one of them',
  csv_endless:
    'The CSV cannot be read behind line %{line}: a row there has more than %{most} bytes. Look for a quotation mark that is not closed.',
  csv_too_big: 'A file may have %{most} MB at most; split it.',
  csv_unreadable: ['The CSV cannot be read: %{reason}.', 'is no CSV: %{reason}'],
  currency_code: [
    'must be an ISO 4217 code, as EUR',
    'must be an ISO 4217 code such as USD or CNY',
    'must be a code of three letters such as USD',
  ],
  date_bounds: 'must be %{from} to %{to}',
  destination_event_twice: 'must name each event once',
  destination_google: 'give clientId, clientSecret and refreshToken, or serviceAccount alone',
  destination_key_file: 'must be the key file of a service account, JSON with client_email and private_key',
  destination_test_code: 'test events need the code that the network shows',
  destination_test_none: 'this network knows no test events; use a dry run',
  destination_test_soon: 'A test was sent just now: wait %{seconds} seconds.',
  digits_only: 'must be %{what}, digits alone',
  email_has_account: 'this e-mail has an account already; leave the password out',
  email_or_password: 'E-mail or password is not right.',
  empty_value: 'must not be empty',
  ends_before_begin: [
    'must not be before from',
    'must not be after to',
    'must not be after to (%{from} is after %{to})',
    'must be after "from"',
    'must end above where it begins',
  ],
  erasure_one: 'give either personId or distinctId',
  erasure_reason:
    'must not say who the person is: it stays in the log; e.g. "asked for by e-mail, ticket 17"',
  event_alias_ids: [
    'An alias needs a "previousId".',
    'An alias needs an "alias" in its properties.',
    'A merge of people needs two ids of people.',
  ],
  event_field_long: '"%{field}" is longer than %{most} characters.',
  event_field_object: [
    '"%{field}" must be an object.',
    '"%{field}" must be an object, or one written as JSON.',
  ],
  event_field_text: '"%{field}" must be text or a number.',
  event_form: 'The event does not have the agreed form. %{faults}',
  event_group_key: 'A group needs a "$group_key" in its properties.',
  event_id_junk: '%{value} is what many people send who have no id; send %{field} of their own.',
  event_late:
    'The event was %{days} days old when it arrived; this project takes live events up to %{most} days late. Import older ones.',
  event_no_json: [
    'The event cannot be written as JSON.',
    'The event could not be read.',
    'The record is not JSON.',
  ],
  event_no_project: 'There is no project %{id}; its keys may be from a deleted one.',
  event_nobody: [
    'Send %{field}; without one the event belongs to nobody.',
    'The event has neither a userId nor an anonymousId, so it belongs to nobody.',
    'The row has no distinct id.',
  ],
  event_nothing_to_edit: 'The record is not a JSON object, so there is nothing in it to edit.',
  event_offset: '"offset" must be the age of the event in milliseconds.',
  event_time_far: 'The timestamp %{value} is outside of the years 1970 to 2148 that can be stored.',
  event_time_format: 'The time %{value} cannot be read; it does not fit the timestampFormat "%{format}".',
  event_time_none:
    '"%{field}" is no time between 1970 and 2105; send ISO 8601, e.g. 2024-03-25T08:00:00.000Z.',
  event_time_unread: 'The time %{value} cannot be read; give a timestampFormat, such as "dd/MM/yyyy HH:mm".',
  event_person_too_large:
    'The properties of the person have %{characters} characters as JSON; at most %{most} are kept of one. Send less in "traits".',
  event_too_deep: ['"%{field}" is nested more than %{most} levels deep.', 'The event is nested too deeply.'],
  event_too_large: 'The event has %{bytes} bytes; at most %{most} are taken. Send less in "%{field}".',
  event_type: '"type" must be one of %{allowed}.',
  event_unnamed: '"%{field}" must name the event.',
  event_unstorable: 'ClickHouse cannot store this event: %{problem}',
  experiment_act_archived: [
    'It is archived.',
    'It is archived. Make another one like it.',
    'It is archived already.',
    'It is archived, and its verdict stands.',
    'an archived experiment is as it was',
  ],
  experiment_act_delete: 'Only a draft can be deleted; %{instead}',
  experiment_act_draft: ['It has not been started.', 'There is nothing to decide before it was started.'],
  experiment_act_running: ['It runs already.', 'It is running: stop it first.'],
  experiment_act_stopped: [
    'It ran and was stopped: who came back would be counted twice. Make another one like it.',
    'It was stopped already.',
  ],
  experiment_cohort: ['this project has no cohort %{id}', 'This project has no cohort %{id}.'],
  experiment_coverage: 'may only grow while it runs: whoever has a variation would lose it',
  experiment_ended: 'nobody is assigned any more',
  experiment_fixed_metrics:
    'is fixed since the start. Stop this experiment and begin another to test something else; others may be added',
  experiment_fixed_names:
    'is fixed since the start. Stop this experiment and begin another to test something else; only their names may change',
  experiment_goal_late: 'a goal cannot be added once results can be seen',
  experiment_holdout: 'this project has no holdout %{id}',
  experiment_holdout_in_use: '"%{name}" keeps to this holdout: choose another there, or archive the holdout.',
  experiment_holdout_layer: 'a holdout spans all layers',
  experiment_holdout_nested: 'a holdout is not in another holdout',
  experiment_holdout_two: 'a holdout has two: who is held out, and everybody else',
  experiment_key_taken: '"%{key}" is the key of another experiment',
  experiment_layer: 'this project has no layer %{id}',
  experiment_layer_in_use: '"%{name}" is in this layer: take it out, or archive it.',
  experiment_layer_taken: '%{from} to %{to} of the layer is taken by "%{name}"',
  experiment_margin: 'is for guardrails',
  experiment_metric: 'this project has no metric %{id}',
  experiment_metric_twice: 'metric %{id} is there already',
  experiment_metrics_archived: 'These metrics are archived: %{names}. Bring them back, or choose others.',
  experiment_unknown: 'this project has no experiment %{id}',
  experiment_variation_key: '"%{key}" is the key of another variation, too',
  experiment_variation_unknown: 'the experiment has no such variation',
  experiment_verdict: 'is for the verdict "ship"',
  experiment_verdict_ship:
    'names what is shipped: %{allowed}. To leave all as it was, the verdict is "keepControl"',
  experiment_weights: 'weights must add up to 1, not %{total}',
  experiment_weights_two: 'two variations need a weight above 0, to compare them',
  field_of_event: 'must be a field of an event (event, userId, timestamp, …), properties.NAME or traits.NAME',
  field_of_list: '"%{field}" is not a field of this list; use one of: %{known}',
  field_ours: 'is set by us and stays as it is',
  file_column_missing: 'The file has no %{what} %{name}; it has %{known}.',
  file_empty: ['The upload is empty; send the file as the body.', 'has no ids'],
  file_encoding:
    'The text of the file is neither UTF-8, UTF-16 nor GB18030 (GBK). Save it as UTF-8 (in Excel: “CSV UTF-8”) and import that.',
  file_head_busy: 'Too many files are being looked into. Try again in %{seconds} seconds.',
  file_head_packing: 'are not the beginning of a file packed by %{packing}',
  file_id_long: 'has an id of more than 1000 characters',
  file_ids_many: 'has %{count} ids; a cohort takes %{most}',
  file_ids_rounded: 'has an id that a spreadsheet rounded (%{id}): export it again, with ids as text',
  file_log_anew:
    'The log of events was made anew before all rows were stored; import the file again: what is stored counts once.',
  file_lost: 'The upload was lost when the server stopped; import the file again.',
  file_no_text: 'This file is %{what}. Export it again as CSV.',
  file_other_encoding:
    'This file is neither UTF-8, UTF-16 nor GB18030 (GBK), so its text cannot be read. Export it again as CSV, or save it as "CSV UTF-8" in a spreadsheet.',
  file_part_needed: 'The form has no file; send it as the part "file".',
  filter_json: 'must be a JSON object of field names and values, e.g. {"state":"done"}',
  filter_list: 'The filter on "%{property}" needs a list for %{operator}.',
  filter_one: 'The filter on "%{property}" needs one value for %{operator}.',
  filter_type: 'a value does not fit the type of its field',
  flag_archived: 'it is archived; bring it back first',
  flag_circle: 'goes round in a circle: %{way}',
  flag_json: 'is for flags of the type json',
  flag_key_taken: '"%{key}" is the key of another flag',
  flag_rule_twice: '"%{id}" is the id of another rule, too',
  flag_schema: 'is not a JSON Schema (draft 7): %{reason}',
  flag_self: 'a flag cannot wait for itself',
  flag_step: 'must be after the step before',
  flag_unknown: 'this project has no flag and no experiment "%{key}"',
  flag_value: 'this variation has no value',
  flag_waits: '"%{key}" waits for it',
  funnel_between: 'needs two steps of 0 to %{most}, in this order',
  funnel_exclusion_any: 'go with steps in an order; there is nothing between steps in any order',
  funnel_same_event:
    'is an event of another step with other filters; in any order, steps of one event need the same filters',
  funnel_step: 'there are steps 0 to %{most}',
  funnel_window: 'is longer than 366 days',
  id_nobody: 'is an id that stands for nobody',
  import_fault: 'The import stopped by a fault on our side; the log has the details.',
  import_format_mapping: 'is not needed for an export of %{name}; send one of mapping and format=%{format}',
  import_mapping:
    'is missing, and the first rows are not those of an export that is known (%{known}): say which column is what, e.g. %{example}',
  json_array_short: 'The JSON array ends too early.',
  json_needed: [
    'must be JSON',
    'is not valid JSON',
    'mapping must be JSON, e.g. {"day":"Date","cost":"Spend"}.',
  ],
  key_change: 'name what to change: name or revoked',
  key_members: 'a key that gives out no rules gives out no members: leave out one of the two',
  kind_people: [
    'kind people lists persons and cannot be saved as a report.',
    'query.kind people lists persons and cannot be saved as a report.',
  ],
  least_eight: 'must have at least 8 characters',
  least_value: 'must be at least %{least}',
  list_empty: 'must be empty for %{operator}',
  list_or_empty: 'must have at least one value',
  markov_keys:
    'Markov can tell %{most} keys apart, and this level has more. Ask for a level with fewer, or another model.',
  measure_only: 'goes with the measures %{allowed} only; leave it out for %{measure}',
  measure_property:
    'is needed by measure %{measure}: the property whose numbers are measured, like properties.amount',
  merge_circle: 'counts for this one already, so it would go in a circle',
  metric_archived: 'is archived: bring it back first, or choose another',
  metric_fixed: 'is fixed since the start of "%{name}", which is read by it. Make another metric',
  metric_guards: 'is fixed while it guards "%{name}". Make another metric',
  named_twice: 'is named twice',
  next_page: 'is not the "next" of a page before',
  not_known: 'is not known',
  not_there: [
    'This project has no %{what} %{id}.',
    'This project has no import of spend %{id}.',
    'This project has no figure of spend %{id}.',
    'This project has no referral program %{id}.',
    'This destination has no conversion %{id}.',
    'This dashboard has no link %{id}.',
    'You have no API token %{id}.',
    'There is no %{what} "%{id}".',
    'Person %{id} was not cleared.',
    "There is no %{side}'s reward for person %{id}.",
  ],
  owners_admins: 'Only owners and admins of a project may create another one.',
  parquet_group:
    'A row group of the Parquet file is larger than %{most} MiB; write it with smaller row groups.',
  parquet_heavy: [
    'The Parquet file takes too much memory to read; write it with smaller row groups and pages.',
    'The Parquet file takes too long to read; write it with smaller row groups and pages.',
  ],
  parquet_unreadable: ['The Parquet file cannot be read: %{reason}.', 'The file is not Parquet.'],
  password_current: 'give the current password to set a new one',
  paths_both: 'goes without start: a path is read on from its start or back from its end',
  people_kind: 'must be a kind of question with people behind it: %{allowed}',
  people_page: 'must be at most %{most}; with format csv 10,000',
  people_query: 'must be the question, like {"kind": "activeUsers", …}',
  people_query_field: 'is not a known field; fields of the question belong into query',
  power_baseline: [
    'must not be 0: effects are relative to it',
    'must not be 0: no number of people shows nothing',
  ],
  power_small: 'is too small to be planned for',
  property_event: 'must be an event column or properties.NAME; what is known of people is a rule of its own',
  property_name: [
    'must be person.NAME',
    'must be properties.NAME',
    'must be person.NAME or properties.NAME',
    'must be properties.NAME or traits.NAME',
    '"%{property}" names no property; write person.NAME.',
    '"%{property}" is not a property name.',
  ],
  range_reversed: 'from must not be after to.',
  rate_day: 'day %{text} is no day as YYYY-MM-DD',
  rate_number: 'rate %{text} is no number above 0 and up to 1e9',
  raw_exposures_gone:
    'Raw events before %{from} were deleted: who was exposed before is not in these numbers.',
  raw_from: 'must not reach back before %{from}',
  referral_cannot_clear:
    'Self-referrals and cycles cannot be cleared: nobody is brought by somebody whom they brought.',
  referral_not_flagged: 'No rule of this programme flags person %{id}.',
  referral_too_many: 'More than %{most} people were invited; their tree is too large.',
  regex_unreadable: 'The regular expression cannot be read (RE2 syntax): %{reason}.',
  report_on_board: 'report %{id} is on it already',
  report_unknown: ['this project has no report %{id}', 'This dashboard has no report %{id}.'],
  reward_done: ['A member has released this reward already.', 'A member has voided this reward already.'],
  reward_no_decision: 'No member has decided anything of this reward; there is nothing to take back.',
  reward_no_release: 'This reward cannot be released: %{reason}.',
  reward_no_release_cap:
    'This reward cannot be released: the inviter is rewarded for as many as the programme allows.',
  reward_no_release_gone: 'This reward cannot be released: no event speaks for it any more.',
  reward_no_release_lapsed: 'This reward cannot be released: the invited person was not activated in time.',
  reward_no_release_merged:
    'This reward cannot be released: the invited person is one with another, for whom there is a reward.',
  reward_no_release_self: [
    'This reward cannot be released: inviter and invited are one person.',
    'This reward cannot be released: nobody is brought by somebody whom they brought.',
  ],
  reward_none: 'This programme gives no rewards; name them in its settings first.',
  reward_side: 'Rewards have the sides %{sides}.',
  rollout_goes_on: 'It did not go back: it goes on already.',
  rollout_not_guarded: 'Flag %{id} has no guarded roll-out "%{rule}".',
  rollup_breakdown:
    'The rollup cannot answer this: it breaks down by platform, by what is known of people and by cohorts, not by %{property}. Use "engine": "events" or "auto".',
  rollup_cannot: 'The rollup cannot answer this: %{obstacle} Use "engine": "events" or "auto".',
  rollup_filter:
    'The rollup cannot answer this: it cannot filter %{property} by %{operator}, only event, platform and what is known of people. Use "engine": "events" or "auto".',
  row_columns: 'the row does not have as many columns as the header',
  row_csv: 'the row is not valid CSV: %{reason}',
  row_json: 'the line is not valid JSON',
  row_long: ['the line is longer than %{most} bytes', 'the row is longer than %{most} bytes'],
  row_object: [
    'the line is not a JSON object',
    'A row must be an object.',
    'An event must be a JSON object.',
  ],
  share_dead: 'This link opens nothing: it is not right, or was revoked.',
  sign_in_first: ['Sign in to manage API tokens.', 'An API token cannot change the account.'],
  sign_in_here: ['Sign in from our own pages.', 'Sign out from our own pages.'],
  sign_in_wait: 'Too many failed sign-ins. Try again in %{seconds} seconds.',
  spend_ambiguous_day:
    'Days such as %{example} may be day/month or month/day, and no day of this file tells which. Say it (dateOrder: dmy or mdy), or export days as YYYY-MM-DD.',
  spend_decimal_mark:
    'Amounts such as %{example} may be thousands or fractions, and no figure of this file tells which. Say it (decimalMark: "." or ",").',
  spend_decimal_mixed:
    'Some figures of this file have a decimal point and others a decimal comma. Export it again with one of them, or say which one counts (decimalMark).',
  spend_mixed_days:
    'Some days of this file are day/month and others month/day. Export it with days as YYYY-MM-DD.',
  spend_no_campaign:
    'No column names the campaign. Add Campaign (and its ID) to the export. Its columns are: %{columns}.',
  spend_no_cost: 'No column holds what was spent, such as Cost or Amount spent. Its columns are: %{columns}.',
  spend_no_day:
    'This file has no column of days, so its spend cannot be laid on days. Export it again by day: in Google Ads choose Segment › Time › Day, in Meta Ads Manager Breakdown › By time › Day, in TikTok Ads Manager the dimension By Day, in Microsoft Advertising the unit of time Day; in 百度营销, 腾讯广告 and 巨量引擎 分日 (按天).',
  spend_no_header:
    'No line of this file names columns such as Day, Campaign and Cost. Export a table of campaigns by day as CSV, or say which column holds what (mapping).',
  spend_no_platform:
    'The columns do not tell which network this file is from. Say it (platform): google, meta, tiktok, microsoft, baidu, tencent, ocean_engine or any other name.',
  spend_not_daily:
    'A row of this file is no day (Report Aggregation: %{span}). Export it again by day: in Microsoft Advertising choose the unit of time Day.',
  spend_row_cells:
    'the row has %{cells} cells and the header %{header}: is a name with a comma not in quotes?',
  spend_row_currency: 'currency %{text} is no code such as USD',
  spend_row_currencyless: 'no currency is named: say it (currency)',
  spend_row_damaged:
    'a name holds a character that cannot be read: save the file as "CSV UTF-8" and import it again',
  spend_row_day: 'day %{text} is no day',
  spend_row_dayless: 'the row has no day',
  spend_row_long: 'its names are too long together: add ids',
  spend_row_nameless: 'the row names no campaign: it may sum up others',
  spend_row_negative: 'the figure of %{field} is less than 0: %{text}',
  spend_row_number: 'the figure of %{field} is no number: %{text}',
  spend_row_rounded:
    'the id in %{field} was rounded by a spreadsheet (%{text}): export it again, with ids as text',
  spend_row_unstorable: 'a name holds a character that cannot be stored (NUL, or half of a surrogate pair)',
  spend_several_sheets:
    'Several sheets of this workbook have a column of days (%{sheets}). Keep the one that is to be imported, or import each from a file of its own.',
  stale_read: 'is not the latest version: the %{what} was changed meanwhile and is at version %{version}',
  time_future: 'must be in the future',
  time_of_day: 'must be a time of day, HH:MM',
  too_long_alone: 'goes without from and to',
  trailing_hours: 'trailingDays goes with intervals of a day or longer; leave it out for hours.',
  upload_too_large: 'An upload may have at most %{most} GiB; split the file.',
  variation_key: 'must be 1 to 100 letters, digits, - _ . : and begin with one of the first two',
  workbook_cells:
    'This workbook has more than %{most} cells, gaps included. Split it by days, or export it as CSV.',
  workbook_empty: 'This workbook has no sheet with cells.',
  workbook_given_up: 'Whoever sent this workbook did not wait for it to be read.',
  workbook_large: 'This workbook unpacks to more than %{most} MB. Split it by days, or export it as CSV.',
  workbook_locked:
    'This file is an .xls of an old Excel, or a workbook with a password. Save it as .xlsx without a password, or export it again as CSV.',
  workbook_none:
    'This file is a .zip, yet no .xlsx workbook. Unpack it and import what is in it, or save it as .xlsx or CSV.',
  workbook_several:
    'Several sheets of this workbook have cells (%{sheets}). Keep the one that is to be imported.',
  workbook_unreadable:
    'This workbook cannot be read (%{reason}). Save it again as .xlsx, or export it as CSV.',
  zone_unknown: [
    'must be an IANA time zone such as Asia/Shanghai or UTC',
    'must be an IANA time zone such as America/Los_Angeles',
    'is no IANA time zone',
  ],
} as const satisfies Record<string, string | readonly string[]>;

export type SentenceCode = keyof typeof PROBLEM_SENTENCES;
/** Every code that a problem can have. */
export type ProblemCode =
  (typeof PROBLEM_CODES)[number] | SentenceCode | (typeof STATUS_CODES)[keyof typeof STATUS_CODES];

interface Template {
  code: SentenceCode;
  pattern: RegExp;
  /** Before its first value, between two, and behind its last. */
  texts: readonly string[];
  /** Characters that do not stand for a value: the more, the more is said. */
  fixed: number;
}

const VALUE = /%\{(\w+)\}/;
/** Longer sentences are not looked at. */
const LONGEST = 2_000;

/** Sentences without values: their code. */
const WHOLE = new Map<string, SentenceCode>();
const TEMPLATES: Template[] = [];
for (const [code, wordings] of Object.entries(PROBLEM_SENTENCES) as [
  SentenceCode,
  string | readonly string[],
][]) {
  for (const wording of [wordings].flat()) {
    if (VALUE.test(wording)) TEMPLATES.push(templateOf(code, wording));
    else if (!WHOLE.has(wording)) WHOLE.set(wording, code);
  }
}
TEMPLATES.sort((a, b) => b.fixed - a.fixed);
/** Those that a sentence may be of that begins with the character, '' for any other: each of them has those that begin with a value. */
const CANDIDATES = new Map(
  ['', ...TEMPLATES.map(({ texts }) => texts[0]!.charAt(0))].map((first) => [
    first,
    TEMPLATES.filter(({ texts }) => texts[0] === '' || texts[0]!.charAt(0) === first),
  ]),
);

function templateOf(code: SentenceCode, wording: string): Template {
  // Split at its values, every second part is the name of one.
  const parts = wording.split(VALUE);
  const pattern = parts.map((part, at) => (at % 2 === 1 ? `(?<${part}>.+?)` : escaped(part))).join('');
  const texts = parts.filter((_, at) => at % 2 === 0);
  return { code, pattern: new RegExp(`^${pattern}$`, 's'), texts, fixed: texts.join('').length };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** The code of a sentence with the values that it names; null where it has none. */
export function codeOfSentence(sentence: string): { code: SentenceCode; values?: ProblemValues } | null {
  if (sentence.length > LONGEST) return null;
  const code = WHOLE.get(sentence);
  if (code) return { code };
  const candidates = CANDIDATES.get(sentence.charAt(0)) ?? CANDIDATES.get('')!;
  for (const { code, pattern, texts } of candidates) {
    if (!mayMatch(sentence, texts)) continue;
    const found = pattern.exec(sentence);
    if (found) return { code, values: { ...found.groups } };
  }
  return null;
}

/** Patterns take many times as long to say no. */
function mayMatch(sentence: string, texts: readonly string[]): boolean {
  return (
    sentence.startsWith(texts[0]!) &&
    sentence.endsWith(texts.at(-1)!) &&
    texts.every((text) => sentence.includes(text))
  );
}
