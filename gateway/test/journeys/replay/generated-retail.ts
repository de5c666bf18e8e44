/** A small shop's invoice lines in the columns of Online Retail, with all that makes real ones hard; the same each time. */
export function generatedRetail(invoices: number): string {
  const shop = new GeneratedShop();
  for (let number = 0; number < invoices; number += 1) shop.happen(number);
  return shop.text();
}

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const codes = ["10001", "10002", "10003A", "10003B", "10004", "10005", "10006", "10007", "10008", "10009"];
const customers = ["12001.0", "12002.0", "12003.0", ""];
const countries = ["United Kingdom", "France", "EIRE"];

interface Sold {
  readonly code: string;
  readonly price: string;
  readonly quantity: number;
  readonly customer: string;
}

class GeneratedShop {
  readonly #rows = [header];
  readonly #sold: Sold[] = [];
  #minutes = 0;

  text(): string {
    return `${this.#rows.join("\n")}\n`;
  }

  /** Mostly a sale, now and then something else. */
  happen(number: number): void {
    this.#minutes += 97;
    if (number % 7 === 4) this.#cancel(number);
    else if (number % 11 === 6) this.#row(`${700_000 + number}`, "10004", "damaged", -2, "0", "");
    else if (number % 13 === 9) this.#row(`${700_000 + number}`, "10005", "found", 3, "0", "");
    else this.#sell(number);
  }

  #sell(number: number): void {
    const invoice = `${700_000 + number}`;
    const customer = customers[number % customers.length] ?? "";
    const lines = 1 + ((number * 5) % 6);
    for (let line = 0; line < lines; line += 1) {
      const code = codes[(number * 3 + line * 7) % codes.length] ?? "";
      const price = `${1 + ((number + line) % 4)}.${String((number * 13 + line * 29) % 100).padStart(2, "0")}`;
      this.#sale(invoice, { code, price, quantity: 1 + ((number + line * 3) % 12), customer });
    }
    if (number % 3 === 0) this.#sale(invoice, { code: "POST", price: "18.00", quantity: 1, customer });
    if (number % 5 === 0) this.#sale(invoice, { code: "10001", price: "9.99", quantity: 2, customer });
    if (number % 5 === 0) this.#sale(invoice, { code: "10001", price: "9.99", quantity: 3, customer });
    if (number % 10 === 8) this.#sale(invoice, { code: "10002", price: "0.001", quantity: 1, customer });
  }

  #sale(invoice: string, sold: Sold): void {
    this.#sold.push(sold);
    this.#row(invoice, sold.code, `THING ${sold.code}`, sold.quantity, sold.price, sold.customer);
  }

  /** Takes back a whole line, more than was sold, or what nobody bought. */
  #cancel(number: number): void {
    const invoice = `C${700_000 + number}`;
    const earlier = this.#sold.filter(({ customer, price }) => customer !== "" && price !== "0.001");
    const line = earlier[(number * 17) % earlier.length];
    if (line === undefined) return;
    this.#row(invoice, line.code, "", -line.quantity, line.price, line.customer);
    if (number % 2 === 0) this.#row(invoice, line.code, "", -500, line.price, line.customer);
    if (number % 3 === 0) this.#row(invoice, "M", "Manual", -1, "12.34", line.customer);
  }

  #row(invoice: string, code: string, description: string, quantity: number, price: string, customer: string): void {
    const time = new Date(Date.UTC(2011, 2, 1, 8) + this.#minutes * 60_000);
    const country = countries[Number(customer.slice(4, 5) || 0) % countries.length];
    const written = time.toISOString().slice(0, 19).replace("T", " ");
    this.#rows.push([invoice, code, description, quantity, written, price, customer, country].join(","));
  }
}
