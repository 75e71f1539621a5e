import Fovea
import FoveaBLAS
import Testing

@Suite("fovea doctor")
struct DoctorCommandTests {
  @Test("says what the engine itself says")
  func report() throws {
    let outcome = try Command.run("doctor", "--threads", "2")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    func value(_ name: String) -> String? {
      outcome.outputLines.first { $0.hasPrefix(name + " ") }?.dropFirst(name.count)
        .drop { $0 == " " }.description
    }
    #expect(value("threads") == "2 threads (--threads)")
    #expect(value("kernels") == kernelInstructionSet)
    #expect(
      value("OpenBLAS") == "\(BLAS.info.version), \(BLAS.info.core) kernels, \(BLAS.info.threading)"
    )
    #expect(value("fovea") == "\(engineVersion), computing in \(Scalar.self)")
    #expect(outcome.output.contains("shapes: found, 2,000 test pictures of 28x28x1"))
    let figure = try #require(value("GEMM"))
    #expect(figure.contains(" GFLOP/s on 1 thread, ") && figure.contains(" on 2 (Float"))
    let origin = try Command.run(["doctor"], environment: ["FOVEA_THREADS": "3"])
    #expect(origin.output.contains("3 threads (FOVEA_THREADS)"))
  }

  @Test("--json: one object")
  func json() throws {
    let outcome = try Command.run("doctor", "--threads", "2", "--json")
    #expect(outcome.status == 0 && outcome.errors.isEmpty && outcome.outputLines.count == 1)
    let report = try object(outcome.output)
    let machine = try #require(report["machine"] as? [String: String])
    #expect(machine["threads"] == "2 threads (--threads)")
    #expect(machine["kernels"] == kernelInstructionSet)
    #expect(report["threads"] as? Int == 2)
    let data = try #require(report["data"] as? [[String: Any]])
    #expect(data.contains { $0["name"] as? String == "shapes" && $0["isFound"] as? Bool == true })
    let figure = try #require(report["gigaflops"] as? [String: Any])
    #expect((figure["single"] as? Double ?? 0) > 0.1 && (figure["all"] as? Double ?? 0) > 0.1)
  }
}
