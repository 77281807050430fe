/** Weights of GB 11643. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const digitSum = (text: string): string =>
  weights.map((weight, place) => `(ascii(substr(${text}, ${place + 1}, 1)) - 48) * ${weight}`).join(" + ");

const checkCharacter = `id_card[18] = substr('10X98765432', (${digitSum("id_card")}) % 11 + 1, 1)`;

/** Form D of the limits measured before the first line was written: twenty rules as anybody would write them. */
export const naiveRules: readonly string[] = [
  "id is null",
  "id_card is null",
  `not coalesce(length(id_card) = 18 and ${checkCharacter}, true)`,
  String.raw`not regexp_full_match(id_card, '[1-9]\d{16}[0-9X]')`,
  "name is null or length(trim(name)) < 2",
  "sex not in ('1', '2')",
  "sex is null",
  "birth is null",
  "birth > current_date or birth < date '1900-01-01'",
  "id_card[7:14] <> strftime(birth, '%Y%m%d')",
  String.raw`division is null or not regexp_full_match(division, '[1-8]\d{5}')`,
  "id_card[1:6] <> division",
  "address is null",
  "length(address) < 8",
  "phone is null",
  String.raw`not regexp_full_match(phone, '1[3-9]\d{9}')`,
  "marital is null or marital not between 0 and 3",
  "income < 0 or income > 10000000",
  "created_at > updated_at",
  "updated_at > now()::timestamp",
];

/** The twenty rules the hub derives for this table, by id, as anybody would write them; they count the same. */
export const sameRulesNaive = (today: string): Readonly<Record<string, string>> => ({
  "mandatory:id": "id is null",
  "mandatory:id_card": "id_card is null or trim(id_card) = ''",
  "check:id_card": String.raw`id_card is not null and not (length(id_card) = 18 and regexp_full_match(id_card, '[1-9]\d{16}[0-9X]') and ${checkCharacter}
    and coalesce(try_strptime(id_card[7:14], '%Y%m%d') between timestamp '1800-01-01' and timestamp '${today}', false))`,
  "mandatory:name": "name is null or trim(name) = ''",
  "length:name": "length(name) > 30",
  "mandatory:sex": "sex is null or trim(sex) = ''",
  "code-set:sex": "sex not in ('1', '2')",
  "mandatory:birth": "birth is null",
  "check:birth": `birth > date '${today}'`,
  "mandatory:division": "division is null or trim(division) = ''",
  "check:division": String.raw`not regexp_full_match(division, '[1-9]\d(\d\d(\d\d(\d{3}(\d{3})?)?)?)?')`,
  "mandatory:address": "address is null or trim(address) = ''",
  "length:address": "length(address) > 40",
  "mandatory:phone": "phone is null or trim(phone) = ''",
  "check:phone": String.raw`not regexp_full_match(phone, '1[3-9]\d{9}')`,
  "mandatory:marital": "marital is null",
  "code-set:marital": "marital not in (0, 1, 2, 3)",
  "check:income": "income < 0",
  "check:created_at": `created_at::date > date '${today}'`,
  "check:updated_at": `updated_at::date > date '${today}'`,
});
