import Foundation
import TestSupport
import Testing

@testable import FoveaTraining

/// Sound files that are no checkpoint, or one that cannot be gone on with: one line each.
@Suite struct BadCheckpointTests {
  @Test func wrongCheckpointsAreRefusedInOneLine() throws {
    try withFolder { folder in
      let trainer = try smallTrainer()
      try trainer.checkpoint.write(to: folder.path("good"))
      let file = try Safetensors(contentsOf: folder.path("good"))
      let text = try #require(file.metadata["fovea.checkpoint"])

      /// The line for the good file with a part of its text replaced.
      func line(_ old: String, _ new: String) throws -> String {
        let changed = text.replacingOccurrences(of: old, with: new)
        #expect(changed != text, "\(old) is not in \(text)")
        try Safetensors(file.tensors, metadata: ["fovea.checkpoint": changed])
          .write(to: folder.path("bad"))
        return folder.error { _ = try Checkpoint(contentsOf: folder.path("bad")).resumed() }
      }
      try Safetensors(file.tensors).write(to: folder.path("bare"))
      #expect(
        folder.error { _ = try Checkpoint(contentsOf: folder.path("bare")) }
          == "bare: expected a checkpoint, found tensors alone; "
          + "resume from last.checkpoint.safetensors of a training run")
      #expect(
        try line(text, "{}")
          == "bad: fovea.checkpoint: expected what this version of Fovea writes, found no format; "
          + "was the file written by another version?")
      #expect(
        try line("\"format\":1", "\"format\":99")
          == "bad: format: expected 1, found 99; "
          + "the file was written by Fovea \(engineVersion), this is \(engineVersion)")
      let (own, other) = Scalar.self == Float.self ? ("F32", "F64") : ("F64", "F32")
      #expect(
        try line("\"scalar\":\"\(own)\"", "\"scalar\":\"\(other)\"")
          == "bad: scalar: expected \(own), which this build computes in, found \(other); "
          + "build with or without the trait DoublePrecision")
      #expect(
        try line("\"epochs\":3", "\"epochs\":-3")
          == "bad: epochs: expected 1 to 1000000, found -3")
      #expect(
        try line("\"epochs\":3", "\"epoch\":3")
          == "bad: fovea.checkpoint: expected known fields, found \"epoch\"; did you mean epochs?")
      #expect(
        try line("\"batch\":0", "\"batch\":-1")
          == "bad: progress: expected counts of 0 or more, found [0, -1, 0, 0, 0, 0]")
      #expect(
        try line("\"batch\":0", "\"batch\":99")
          == "checkpoint: batch: expected at most the 5 of an epoch, found 99")
      let shape = try #require(text.firstMatch(of: /"imageShape":\[[0-9,]+\]/)).output
      for wrong in ["[-1,8,1]", "[8,8]", "[65536,65536,1]"] {
        #expect(
          try line(String(shape), "\"imageShape\":\(wrong)").hasPrefix(
            "bad: picture: expected 3 extents from 1 to 65536, at most 4194304 numbers in all"))
      }
      let names = try #require(text.firstMatch(of: /"classNames":\[[^\]]+\]/)).output
      #expect(
        try line(String(names), "\"classNames\":[]")
          == "bad: classNames: expected 1 to 65536 names, found 0")
      #expect(
        try line("\"words\":[", "\"words\":[\"7\",")
          == "bad: progress: expected the states of two random sources, found others")
    }
  }

  @Test func missingTensorsAreNamed() throws {
    try withFolder { folder in
      let trainer = try smallTrainer()
      _ = try trainer.run()
      try trainer.checkpoint.write(to: folder.path("good"))
      let file = try Safetensors(contentsOf: folder.path("good"))
      for (name, line) in [
        ("model.8.bias", "8.bias of shape [10] expected, found none of that name"),
        ("best.1.mean", "1.mean of shape [4] expected, found none of that name"),
        ("optimizer.velocity.6", "velocity.6 of shape [10] expected, found none of that name"),
        (
          "preprocessing.mean",
          "preprocessing: mean: expected a tensor, found none; the model's file is not whole"
        ),
      ] {
        try Safetensors(file.tensors.filter { $0.name != name }, metadata: file.metadata)
          .write(to: folder.path("bad"))
        #expect(
          folder.error { _ = try Checkpoint(contentsOf: folder.path("bad")).resumed() } == line)
      }
    }
  }
}
