import type { Statement, VariableDeclarator } from "@swc/core";
import { Visitor } from "@swc/core/Visitor.js";

/**
 * Preloaded before dependency-cruiser, which walks the tree that swc parses with a visitor that does not know `using`
 * declarations and throws: teaches it that they declare variables.
 */
const visitStatement = Visitor.prototype.visitStatement;

Visitor.prototype.visitStatement = function (this: Visitor, statement: Statement): Statement {
  const { type, decls } = statement as { type: string; decls?: VariableDeclarator[] };
  if (type !== "UsingDeclaration") return visitStatement.call(this, statement);
  this.visitVariableDeclarators(decls ?? []);
  return statement;
};
