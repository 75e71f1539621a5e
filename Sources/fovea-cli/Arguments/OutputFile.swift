import ArgumentParser

/// The forms that files are written in, by the ending of their names.
enum FileForm: String, CaseIterable {
  case svg, png, csv, html, safetensors, onnx
  // Written by no command as what is asked for, so that whoever names one expects another file than would be there.
  case jpg, jpeg, gif, webp, pdf, json, jsonl, tsv, txt, pth, pt, npy, npz

  /// The form that a path's ending names; nil for none of these.
  init?(of path: String) {
    guard let point = path.lastIndex(of: "."), !path[point...].contains("/") else { return nil }
    self.init(rawValue: path[path.index(after: point)...].lowercased())
  }
}

/// Reads the path of a file that is written in one of some forms, the first where its ending names none: an ending of
/// another would be one of a file that is something else.
func outputPath(_ forms: FileForm...) -> @Sendable (String) throws -> String {
  { path in
    if let form = FileForm(of: path), !forms.contains(form) {
      throw ValidationError(
        "expected a name that ends in .\(forms.map(\.rawValue).joined(separator: " or .")), as that is written"
      )
    }
    return path
  }
}
