import type { PersonRecords } from "#mesh/kernel";
import { goOnExport, partExported } from "../domain/export.ts";
import type { UserId } from "../domain/ids.ts";
import type { PrivacyRequestId } from "../domain/privacy-request.ts";
import type { UserPorts } from "./ports.ts";

/** Asks services for what they have of a person, and keeps it; who does not answer is asked again in time. */
export const continueExport =
  (ports: UserPorts) =>
  async (privacyRequestId: PrivacyRequestId): Promise<void> => {
    const { privacyRequests, exportPace, clock } = ports;
    let userIds: readonly UserId[] = [];
    const { outstanding } = await privacyRequests.change(privacyRequestId, (found, guestIds) => {
      const next = goOnExport(found, exportPace, clock.now());
      userIds = next === found ? [] : [found.userId, ...guestIds];
      return { next, events: [] };
    });
    if (userIds.length === 0) return;
    for (const { service } of outstanding) await exportPart(ports, privacyRequestId, service, userIds);
  };

async function exportPart(
  { privacyRequests, personRecords, exportPace, clock, log }: UserPorts,
  privacyRequestId: PrivacyRequestId,
  service: string,
  userIds: readonly UserId[],
): Promise<void> {
  const records = personRecords[service];
  if (records === undefined) throw new RangeError(`nobody tells what ${service} has of a person`);
  try {
    const part = { service, document: await gather(records, userIds) };
    await privacyRequests.keepPart(privacyRequestId, part, (found) =>
      partExported(found, service, exportPace, clock.now()),
    );
  } catch (error) {
    log.warn("a part of an export is missing, and will be asked for again", { privacyRequestId, service, error });
  }
}

/** All there is as one JSON object: lists of things by what they are. */
async function gather(records: PersonRecords, userIds: readonly UserId[]): Promise<string> {
  const things = new Map<string, unknown[]>();
  for await (const { collection, document } of records.read(userIds)) {
    const list = things.get(collection) ?? [];
    list.push(JSON.parse(document));
    things.set(collection, list);
  }
  return JSON.stringify(Object.fromEntries(things), undefined, 2);
}
