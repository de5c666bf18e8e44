import PDFDocument from "pdfkit";
import { code128 } from "./code-128.ts";
import type { Address, Parcel } from "./parcel.ts";

export interface LabelContent extends Parcel {
  readonly trackingNumber: string;
  readonly serviceName: string;
  readonly reference: string;
  readonly time: Date;
}

/** A6 in points. */
const page = { width: 297.64, height: 419.53, margin: 18 };
const barcode = { top: 300, height: 60 };

/** The label as PDF, one page of A6. */
export async function labelPdf(content: LabelContent): Promise<Buffer> {
  const { trackingNumber, reference, time } = content;
  const info = { Title: `Label ${trackingNumber}`, CreationDate: time };
  const document = new PDFDocument({ size: [page.width, page.height], margin: page.margin, info });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => document.on("end", resolve).on("error", reject));
  document.font("Helvetica-Bold").fontSize(16).text(printable(content.serviceName));
  document.font("Helvetica").fontSize(8).text(`${content.weightGrams} g   ${reference}`).moveDown();
  document.text("From").text(linesOf(content.from)).moveDown(2);
  document.fontSize(9).text("To").font("Helvetica-Bold").fontSize(13).text(linesOf(content.to));
  drawBarcode(document, trackingNumber);
  const below = { align: "center", width: page.width - 2 * page.margin } as const;
  document
    .font("Helvetica")
    .fontSize(12)
    .text(trackingNumber, page.margin, barcode.top + barcode.height + 8, below);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawBarcode(document: PDFKit.PDFDocument, text: string): void {
  const bars = code128(text);
  const module = (page.width - 2 * page.margin) / bars.reduce((sum, width) => sum + width, 0);
  let left = page.margin;
  for (const [index, width] of bars.entries()) {
    if (index % 2 === 0) document.rect(left, barcode.top, width * module, barcode.height);
    left += width * module;
  }
  document.fill("black");
}

function linesOf(address: Address): string {
  const town = [address.postal_code, address.city, address.region_code].filter((part) => part !== "").join(" ");
  const lines = [address.name, address.organization, address.line1, address.line2, town, address.country_code];
  return printable(lines.filter((line) => line !== "").join("\n"));
}

/** Letters that Unicode does not take apart. */
const plain = new Map(["ŁL", "łl", "ĐD", "đd", "ıi"].map(([marked = "", base = ""]) => [marked, base]));

/** What the built-in fonts can show: Latin letters, without marks where they know no marked one. */
function printable(text: string): string {
  return text.replaceAll(/[^\n\u0020-\u00ff]/gu, (character) => {
    const base = plain.get(character) ?? character.normalize("NFKD").replaceAll(/\p{M}/gu, "");
    return /^[\u0020-\u00ff]+$/.test(base) ? base : "?";
  });
}
