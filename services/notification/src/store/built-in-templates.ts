import { readdir, readFile } from "node:fs/promises";
import { type BuiltInTemplate, isTemplateId, type TemplateId, type Wording } from "../domain/template.ts";

/** The market's own words, and the pieces they share, by name: "page" is of layout/, "en/order" of the language's folder. */
export interface BuiltInTemplates {
  readonly templates: readonly BuiltInTemplate[];
  readonly partials: Readonly<Record<"text" | "html", Readonly<Record<string, string>>>>;
}

const fileName = /^([a-z_]+)\.(subject|text|html)\.liquid$/;

/** Reads <language>/<message>.<part>.liquid and layout/<piece>.<part>.liquid of the folder; files of other names are pieces. */
export async function readBuiltInTemplates(folder: URL): Promise<BuiltInTemplates> {
  const templates: BuiltInTemplate[] = [];
  const partials = { text: {} as Record<string, string>, html: {} as Record<string, string> };
  for (const { name: language } of await readdir(folder, { withFileTypes: true })) {
    const wordings = new Map<TemplateId, Partial<Wording>>();
    for (const { piece, part, content } of await readPieces(new URL(`${language}/`, folder))) {
      if (isTemplateId(piece)) wordings.set(piece, { ...wordings.get(piece), [part]: content });
      else if (part !== "subject") partials[part][language === "layout" ? piece : `${language}/${piece}`] = content;
    }
    for (const [templateId, wording] of wordings) {
      templates.push({ templateId, languageCode: language, ...whole(wording, `${language}/${templateId}`) });
    }
  }
  return { templates, partials };
}

async function readPieces(folder: URL) {
  const files = (await readdir(folder)).flatMap((file) => {
    const [, piece = "", part] = fileName.exec(file) ?? [];
    return part === undefined ? [] : [{ file, piece, part: part as keyof Wording }];
  });
  return Promise.all(
    files.map(async ({ file, ...rest }) => ({ ...rest, content: await readFile(new URL(file, folder), "utf8") })),
  );
}

function whole({ subject, text, html }: Partial<Wording>, name: string): Wording {
  if (subject === undefined || text === undefined || html === undefined) throw new RangeError(`${name} lacks a part`);
  return { subject: subject.trim(), text, html };
}
