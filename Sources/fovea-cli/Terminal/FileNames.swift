import Fovea

/// Names of files that are made of pictures, each given once.
struct FileNames {
  private var taken: Set<String> = []

  /// A file's name for a picture's: of "../cats/tom.jpg" it is "cats-tom"; numbered where another has it.
  mutating func name(for picture: String) -> String {
    let parts = picture.split { "/\\ ".contains($0) }.filter { $0 != "." && $0 != ".." }
    var plain = parts.joined(separator: "-").printable
    for ending in [".png", ".jpg", ".jpeg"] where plain.lowercased().hasSuffix(ending) {
      plain.removeLast(ending.count)
    }
    if plain.isEmpty || plain == "-" { plain = "standard-input" }
    var unused = plain
    var number = 1
    while !taken.insert(unused).inserted {
      number += 1
      unused = "\(plain)-\(number)"
    }
    return unused
  }
}
