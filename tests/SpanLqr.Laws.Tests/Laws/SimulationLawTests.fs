module SpanLqr.Laws.Tests.SimulationLawTests

open SpanLqr.Laws
open SpanLqr.Laws.Tests
open SpanLqr.Populations
open Xunit

let private agents = SpanLqrSimulation.ofMode PopulationMode.Agents
let private collapsed = SpanLqrSimulation.ofMode PopulationMode.Collapsed

[<Fact>]
let ``predicted costs are those of all agents as one system`` () =
    Check.property 100 TeamCases.arbitrary (SimulationLaws.predicted agents)

[<Fact>]
let ``costs measured agent by agent are those of all agents as one system`` () =
    Check.property 60 TeamCases.arbitrary (SimulationLaws.measured agents)

[<Fact>]
let ``costs measured by mean and scatter are those of all agents as one system`` () =
    Check.property 60 TeamCases.arbitrary (SimulationLaws.measured collapsed)

[<Fact>]
let ``the laws notice a run that is one step longer`` () =
    let longer =
        { collapsed with
            Simulate = fun run -> collapsed.Simulate { run with Steps = run.Steps + 1 }
            Predict = fun run -> collapsed.Predict { run with Steps = run.Steps + 1 }
        }

    Check.teamSimulationNotices SimulationLaws.predicted longer
    Check.teamSimulationNotices SimulationLaws.measured longer

[<Fact>]
let ``the laws notice means that the mean-field gain does not act on`` () =
    let blind =
        { collapsed with
            Simulate =
                fun run ->
                    collapsed.Simulate
                        { run with
                            MeanFieldGain = Array2D.map ((*) 1.25) run.MeanFieldGain
                        }
        }

    Check.teamSimulationNotices SimulationLaws.measured blind
