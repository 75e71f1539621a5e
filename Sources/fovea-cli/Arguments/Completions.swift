import ArgumentParser
import Foundation
import Fovea

/// What a shell offers behind an option when the tabulator key is pressed.
extension CompletionKind {
  /// The models of the catalogue.
  static var models: CompletionKind { .list(Names.models.all) }

  /// Recipes.
  static var recipes: CompletionKind { .list(Names.recipes.all) }

  /// Data sets that go by a name, and paths.
  static var dataSets: CompletionKind {
    .custom { _, _, prefix in Names.dataSets.all + entries(beginning: prefix) }
  }

  /// Files and folders.
  static var paths: CompletionKind { .file() }

  /// The names of a choice.
  static func names<T>(_: T.Type) -> CompletionKind
  where T: RawRepresentable & CaseIterable, T.RawValue == String {
    .list(T.allCases.map(\.rawValue))
  }
}

/// What lies where a path begins, folders with a slash behind them.
private func entries(beginning prefix: String) -> [String] {
  let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
  let manager = FileManager.default
  let names = (try? manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
  return names.sorted().filter { !$0.hasPrefix(".") }.map { name in
    folder + name + (isFolder(folder + name) ? "/" : "")
  }
}
